//! Numbers as people write them into a cell.

/// A finite number. A comma is a decimal one where it can be nothing else (`2,5`, `12,25`, `0,125`); `1,234` may be more than a
/// thousand.
pub fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return Some(number).filter(|number| number.is_finite());
    }
    let (whole, part) = text.split_once(',')?;
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = part.len() == 3 && digits.len() <= 3 && !digits.starts_with('0');
    (are_digits(digits) && are_digits(part) && !thousands).then(|| format!("{whole}.{part}").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_one_where_it_can_be_nothing_else() {
        for (text, wanted) in [
            ("2,5", Some(2.5)),
            (" 12,25 ", Some(12.25)),
            ("0,125", Some(0.125)),
            ("-0,5", Some(-0.5)),
            ("1234,567", Some(1234.567)),
            ("1,234", None),
            ("1,234.5", None),
            ("1.234,5", None),
            ("1,2,3", None),
            (",5", None),
            ("5,", None),
            ("inf", None),
            ("nan", None),
            ("2,5 points", None),
        ] {
            assert_eq!(decimal(text), wanted, "{text}");
        }
    }
}
