//! Columns of e-mail addresses, told by what stands in them.

/// Whether a header speaks of mail among other words: then few addresses below it are enough.
pub fn speaks_of_mail(header: &str) -> bool {
    let header = header.to_lowercase();
    ["mail", "correo", "courriel"].iter().any(|word| header.contains(word))
}

/// Whether a cell holds an e-mail address and nothing else.
pub fn is_address(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let at = cell.iter().position(|byte| *byte == b'@');
    at.is_some_and(|at| at > 0 && at + 1 < cell.len()) && !cell.iter().any(u8::is_ascii_whitespace)
}

/// So many cells tell what a column holds, whatever its header says.
const CELLS: usize = 3;

/// Whether most cells of a column that are not empty are e-mail addresses.
pub fn are_addresses<'a>(header: &str, cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut all, mut addresses) = (0, 0);
    for cell in cells.filter(|cell| !cell.trim_ascii().is_empty()) {
        all += 1;
        addresses += usize::from(is_address(cell));
    }
    all >= if speaks_of_mail(header) { 1 } else { CELLS } && addresses * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_by_what_they_are() {
        let are = |header: &str, cells: &[&str]| are_addresses(header, cells.iter().map(|cell| cell.as_bytes()));
        assert!(are("How can we reach you?", &["a@b.c", "", "d@e.f", "none"]));
        assert!(are("An e-mail that you read", &["a@b.c"]));
        assert!(!are("How can we reach you?", &["a@b.c", "d@e.f"]));
        assert!(!are("What does SMTP say about mail?", &["It carries mail to a@b.c", "@home", ""]));
    }
}
