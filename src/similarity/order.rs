//! Order: how much of the reference's sequence of words the response keeps.

/// Longest strictly increasing subsequence: with partners of aligned words as input, the longest run in common order.
pub fn increasing(places: &[u32]) -> usize {
    let mut tails: Vec<u32> = Vec::new();
    for place in places {
        let at = tails.partition_point(|tail| tail < place);
        match tails.get_mut(at) {
            Some(tail) => *tail = *place,
            None => tails.push(*place),
        }
    }
    tails.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences() {
        assert_eq!(increasing(&[3, 1, 2, 5]), 3);
        assert_eq!(increasing(&[]), 0);
    }
}
