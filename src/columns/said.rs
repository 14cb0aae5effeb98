//! What people say about columns: `--map COLUMN=ITEM`.

use crate::text::key;

/// One `--map`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Which column, as typed.
    pub column: String,
    /// What it is.
    pub what: What,
}

/// What a column is said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Answers to this item.
    Item(String),
    /// Nothing to grade.
    Nothing,
    /// The candidate's id.
    Id,
    /// The candidate's name.
    Name,
    /// The candidate's e-mail address.
    Email,
}

impl std::str::FromStr for Said {
    type Err = String;

    fn from_str(text: &str) -> Result<Said, String> {
        let wanted = "expected COLUMN=ITEM, such as 4=csrf, D=csrf or \"What is CSRF?=csrf\"; 4=- leaves column 4 out";
        // An id has no `=`; a header may have some.
        let (column, what) = text.rsplit_once('=').ok_or(wanted)?;
        let what = match what.trim() {
            "" => return Err(wanted.to_string()),
            "-" => What::Nothing,
            "@id" => What::Id,
            "@name" => What::Name,
            "@email" => What::Email,
            word if word.starts_with('@') => return Err("after `@` stands id, name or email".to_string()),
            id => What::Item(id.to_string()),
        };
        match column.trim() {
            "" => Err(wanted.to_string()),
            column => Ok(Said { column: column.to_string(), what }),
        }
    }
}

impl Said {
    /// The column that is meant, counted from 0: a number from 1, a header's text, or letters as spreadsheets have them.
    pub fn at(&self, header: &[String]) -> Option<usize> {
        if let Ok(number) = self.column.parse::<usize>() {
            return number.checked_sub(1).filter(|at| *at < header.len());
        }
        let wanted = key(&self.column);
        header
            .iter()
            .position(|name| name.trim() == self.column)
            .or_else(|| header.iter().position(|name| !wanted.is_empty() && key(name) == wanted))
            .or_else(|| of_letters(&self.column).filter(|at| *at < header.len()))
    }
}

/// `A` is 0, `Z` 25, `AA` 26.
fn of_letters(text: &str) -> Option<usize> {
    if text.is_empty() || text.len() > 3 {
        return None;
    }
    text.bytes()
        .try_fold(0, |sum, letter| {
            let digit = letter.to_ascii_uppercase().checked_sub(b'A').filter(|digit| *digit < 26)?;
            Some(sum * 26 + usize::from(digit) + 1)
        })
        .map(|number: usize| number - 1)
}

/// The letters of a column counted from 0.
pub fn letters(mut at: usize) -> String {
    let mut text = Vec::new();
    loop {
        text.push(b'A' + (at % 26) as u8);
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => break,
        }
    }
    text.reverse();
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, header: &[&str]) -> Option<usize> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_string()).collect();
        text.parse::<Said>().expect("well formed").at(&header)
    }

    #[test]
    fn a_column_is_a_number_a_header_or_letters() {
        let header = ["Name", "What is a = b?", "C"];
        assert_eq!(at("2=csrf", &header), Some(1));
        assert_eq!(at("what is a b=csrf", &header), Some(1));
        assert_eq!(at("What is a = b?=csrf", &header), Some(1));
        assert_eq!(at("b=-", &header), Some(1));
        assert_eq!(at("C=@name", &header), Some(2));
        assert_eq!((at("0=x", &header), at("4=x", &header), at("D=x", &header)), (None, None, None));
    }

    #[test]
    fn letters_and_numbers_are_inverse() {
        for number in [0, 1, 25, 26, 27, 51, 52, 701, 702, 18_277] {
            assert_eq!(of_letters(&letters(number)), Some(number), "{}", letters(number));
        }
        assert_eq!((letters(0), letters(25), letters(26)), ("A".into(), "Z".into(), "AA".into()));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in ["4", "4=", "=csrf", "4=@phone"] {
            assert!(text.parse::<Said>().is_err(), "{text}");
        }
    }
}
