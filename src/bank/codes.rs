//! Every kind of mistake that loading a bank can find, in one table.

use crate::finding::codes;

codes! {
    SYNTAX          "B001" Error   "The file is not valid TOML."
    ENCODING        "B002" Error   "The file is not UTF-8 text."
    NUL             "B003" Error   "The file holds a NUL byte."
    NO_QUESTIONS    "B004" Error   "The bank has no question."
    UNKNOWN_KEY     "B005" Error   "A key that the format does not know."
    WRONG_TYPE      "B006" Error   "A value of the wrong type."
    MISSING_KEY     "B007" Error   "A key that must be there is missing."
    EMPTY_TEXT      "B008" Error   "A text is empty."
    EMPTY_LIST      "B009" Error   "A list that needs members is empty."
    BAD_ID          "B010" Error   "An id or set name is not kebab-case."
    DUPLICATE_ID    "B011" Error   "An id is used twice."
    UNKNOWN_WORD    "B012" Error   "A value outside its closed list (level, kind, band, cap, within, need, flag)."
    BAD_WEIGHT      "B013" Error   "A weight or maximum is not a number above 0 and up to 1000."
    BAD_BANDS       "B014" Error   "Cut points are not 0 <= average < strong <= 1."
    BAD_PENALTY     "B015" Error   "A penalty is not between 0 and 1."
    NO_CONSEQUENCE  "B016" Warning "A misconception has neither `cap` nor `penalty`, so it changes nothing."
    UNKNOWN_ITEM    "B017" Error   "A keyword set for an item that is not in corpus/."
    UNKNOWN_RELATED "B018" Warning "`related` names an item that is not in the bank."
    UNGRADABLE      "B019" Error   "An item has neither references nor a keyword set."
    NO_CONCEPT      "B020" Error   "A keyword set has no concept."
    UNKNOWN_MEMBER  "B021" Error   "A group names a concept that the item does not have."
    SHARED_MEMBER   "B022" Error   "A concept stands twice in groups."
    BAD_NEED        "B023" Error   "A group needs none or more than it has members."
    GROUP_RULE      "B024" Error   "A group has neither `need` nor `max`, or both."
    UNKNOWN_SIDE    "B025" Error   "`about` names a side that the item does not declare."
    WORD_COUNT      "B026" Error   "Synonyms need two words or more, antonyms exactly two."
    UNKNOWN_TOPIC   "B027" Warning "A red flag names a topic that no item has."
    DUPLICATE_TERM  "B028" Warning "The glossary explains a term twice."
    NO_EFFECT       "B029" Warning "A key that has no effect where it stands."
    UNREAD          "B030" Warning "A file or folder of the bank that is not read."
    EMPTY_FILE      "B031" Warning "A file of the bank that says nothing."
    NO_KEYWORD_SET  "B032" Warning "Items that have no keyword set, so that references alone grade them."
    SAME_PAIR       "B033" Warning "Two words are both synonyms and antonyms."
    SELF_RELATED    "B034" Warning "`related` names the item itself."
    ONE_SIDE        "B035" Warning "`sides` declares one side only."
    SHARED_ID       "B036" Warning "A group has the id of a concept."
    SAID_TWICE      "B037" Warning "An alternative stands twice in a concept or misconception."
    UNREADABLE      "B038" Error   "A file or folder of the bank cannot be read."
    BOTH_SIDES      "B039" Warning "The same word stands for two sides."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbered_without_gaps_and_described() {
        for (index, code) in ALL.iter().enumerate() {
            assert_eq!(code.id, format!("B{:03}", index + 1));
            assert!(code.about.ends_with('.'), "{}", code.id);
        }
    }
}
