//! The closed word classes: which words are small, which negate, which open a clause, which show a statement.
//!
//! A word that is in no list here is a content word. Words the bank format promises to keep (`only`, `all`, `before`,
//! `when`, `if` ...) stay out of [`SMALL`] on purpose; the tests hold both lists against the promise.

use super::token::Flags;

const ARTICLE: &str = "a an the";

/// `nothing`, `nobody`, `nowhere` negate their statement too. `non` negates the word after it (`non-blocking`).
const NEGATOR: &str = "not no never without none neither nor nothing nobody nowhere non";

const SMALL: &str = "\
    of to in on for with by at from into onto upon as via \
    i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself \
    we us our ours ourselves they them their theirs themselves this that these those who whom whose which what \
    and or but so because since although though however whereas thus hence therefore then \
    there here such etc eg ie like lot lots kind \
    just also too very really basically actually simply quite literally \
    um umm uh uhm hm hmm erm oh ah okay";

/// Auxiliaries: small, and a sign that a statement is being made.
const AUXILIARY: &str = "\
    am is are was were be been being do does did has have had having can could will would shall should may might must";

/// Finite forms of common verbs: content words that show a statement. Forms that are as often plural nouns
/// (`calls`, `requests`, `queries`, `views`) are left out.
const FINITE: &str = "\
    accepts acts adds allow allows appears applies avoids became become becomes begins behaves belongs breaks brings \
    builds came causes checks comes connects consist consists contain contains converts creates decides defines depend \
    depends describes differ differs does enables ensures executes exists explains follows gave gets give gives goes \
    got guarantees handles happen happened happens helps holds improves includes increases inherits keep keeps knows \
    lacks lets lives loads looks made make makes manages mean means moves need needs occurs offers opens performs \
    prevents produces protects provide provides puts raises reads receives reduces refers relies remains removes \
    represents require requires returns runs says sees seems sends serves shares shows simplifies solves stands starts \
    stays stops stores supports takes tells tends took tries turned turns use used uses waits want wants went works \
    writes yields";

/// Pronouns that can stand for a subject named before.
const PRONOUN: &str = "it they this that these those former latter";

/// Words that open a clause wherever they stand.
const OPENER: &str = "but whereas while although though however because unlike";

/// Words that set their clause against the one before.
const CONTRAST: &str = "but whereas while although though however unlike conversely yet";

/// All words of the closed classes with their flags, each once.
pub(super) fn all() -> Vec<(&'static str, u16)> {
    let lists = [
        (ARTICLE, Flags::ARTICLE | Flags::SMALL),
        (NEGATOR, Flags::NEGATOR),
        (SMALL, Flags::SMALL),
        (AUXILIARY, Flags::AUXILIARY | Flags::SMALL),
        (FINITE, Flags::AUXILIARY),
        (PRONOUN, Flags::PRONOUN),
        (OPENER, Flags::OPENER),
        (CONTRAST, Flags::CONTRAST),
    ];
    let mut words: Vec<(&'static str, u16)> = Vec::with_capacity(400);
    for (list, flags) in lists {
        words.extend(list.split_ascii_whitespace().map(|word| (word, flags)));
    }
    words.sort_unstable();
    words.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 |= later.1;
        }
        same
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(word: &str) -> Flags {
        Flags(all().iter().find(|(known, _)| *known == word).map_or(0, |(_, flags)| *flags))
    }

    #[test]
    fn words_the_format_promises_to_keep_are_not_small() {
        let kept = "not no never without cannot none neither nor only all every each any some one same other more less \
                    before after between when while during until instead than over under if about both most many";
        for word in kept.split_ascii_whitespace() {
            assert!(!flags(word).has(Flags::SMALL), "{word} must be kept");
        }
    }

    #[test]
    fn words_the_format_calls_small_are_small() {
        let small = "a an the of to in on for with by at from into as and or is are be do does has have can will may \
                     must it they which";
        for word in small.split_ascii_whitespace() {
            assert!(flags(word).has(Flags::SMALL), "{word} must be small");
        }
    }

    #[test]
    fn flags_of_several_lists_add_up() {
        assert_eq!(flags("but").0, Flags::SMALL | Flags::OPENER | Flags::CONTRAST);
        assert_eq!(flags("it").0, Flags::SMALL | Flags::PRONOUN);
        assert_eq!(flags("hardly").0, 0);
    }
}
