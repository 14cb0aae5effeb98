//! The slots of patterns: what may fill each place.
//!
//! A [`Slot`] is what the builder puts together; [`Slots`] holds all of an item close together, as grading walks through
//! one item after the other and its memory has to come into the processor's cache each time.

use crate::text::TermId;

/// Most slots of one matcher: 16 bits number them.
pub const MOST_SLOTS: usize = u16::MAX as usize;
/// Most members of one slot: 16 bits number them.
pub const MOST_MEMBERS: usize = u16::MAX as usize;
/// Most elements of one member: a byte numbers them.
pub const MOST_ELEMENTS: usize = u8::MAX as usize + 1;

/// Any of these fills a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Sequences of elements, next to each other.
    pub members: Vec<Vec<Element>>,
}

/// One word of a member: any of these ids, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Element {
    /// Ids that fill it.
    pub ids: Vec<TermId>,
}

/// Numbered slots.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    /// Where the members of each slot end.
    slots: Vec<u32>,
    /// Where the elements of each member end.
    members: Vec<u32>,
    /// Where the ids of each element end.
    elements: Vec<u32>,
    /// The ids of each element as bits ([`id_bit`]).
    bits: Vec<u32>,
    ids: Vec<TermId>,
}

/// The bit of an id: a quick refusal of ids that an element does not have. Ids may share a bit.
pub fn id_bit(id: TermId) -> u32 {
    1 << (id >> 59)
}

/// One way to fill a slot: elements next to each other.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    slots: &'a Slots,
    /// Its elements: first and one past the last.
    elements: (u32, u32),
}

impl Slots {
    /// Packs slots; they keep their order.
    pub fn new(slots: &[Slot]) -> Self {
        let mut packed = Slots::default();
        for slot in slots {
            for member in &slot.members {
                for element in member {
                    packed.ids.extend(&element.ids);
                    packed.elements.push(packed.ids.len() as u32);
                    packed.bits.push(element.ids.iter().fold(0, |bits, id| bits | id_bit(*id)));
                }
                packed.members.push(packed.elements.len() as u32);
            }
            packed.slots.push(packed.members.len() as u32);
        }
        for list in [&mut packed.slots, &mut packed.members, &mut packed.elements, &mut packed.bits] {
            list.shrink_to_fit();
        }
        packed.ids.shrink_to_fit();
        packed
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The ids of all slots, slot by slot.
    pub fn ids(&self) -> &[TermId] {
        &self.ids
    }

    /// The members of a slot.
    pub fn members(&self, slot: u16) -> impl Iterator<Item = Member<'_>> {
        let slot = usize::from(slot);
        (start(&self.slots, slot)..self.slots[slot]).map(|member| self.numbered(member))
    }

    /// One member of a slot, counted from 0.
    pub fn member(&self, slot: u16, member: u16) -> Member<'_> {
        self.numbered(start(&self.slots, usize::from(slot)) + u32::from(member))
    }

    fn numbered(&self, member: u32) -> Member<'_> {
        let member = member as usize;
        Member { slots: self, elements: (start(&self.members, member), self.members[member]) }
    }
}

impl<'a> Member<'a> {
    /// How many elements it has.
    pub fn len(self) -> usize {
        (self.elements.1 - self.elements.0) as usize
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The ids that fill its element `at`, counted from 0, as bits ([`id_bit`]).
    pub fn bits(self, at: usize) -> u32 {
        self.slots.bits[self.elements.0 as usize + at]
    }

    /// The ids that fill its element `at`, counted from 0.
    pub fn ids(self, at: usize) -> &'a [TermId] {
        let element = self.elements.0 as usize + at;
        let ends = &self.slots.elements;
        &self.slots.ids[start(ends, element) as usize..ends[element] as usize]
    }
}

/// Where list `number` starts, by where each list ends.
fn start(ends: &[u32], number: usize) -> u32 {
    number.checked_sub(1).map_or(0, |before| ends[before])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_slots_hold_what_was_put_in() {
        let element = |ids: &[TermId]| Element { ids: ids.to_vec() };
        let written = [
            Slot { members: vec![vec![element(&[1, 2])], vec![element(&[3]), element(&[4, 5])]] },
            Slot { members: vec![] },
            Slot { members: vec![vec![element(&[6])]] },
        ];
        let packed = Slots::new(&written);
        let unpacked: Vec<Slot> = (0..packed.len() as u16)
            .map(|slot| {
                let elements = |member: Member| (0..member.len()).map(|at| element(member.ids(at))).collect();
                Slot { members: packed.members(slot).map(elements).collect() }
            })
            .collect();
        assert_eq!(unpacked, written);
        assert_eq!((packed.member(0, 1).ids(1), packed.member(2, 0).ids(0)), ([4, 5].as_slice(), [6].as_slice()));
        assert_eq!(packed.ids(), [1, 2, 3, 4, 5, 6]);
        assert!(Slots::default().is_empty());
    }
}
