//! "Did you mean ...": the nearest known words to an unknown one.

/// The known word that `word` is most likely a slip of, if any is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    ranked(word, known).into_iter().next()
}

/// All known words that are near enough, nearest first; equally near ones in the order given.
pub fn ranked<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| Some((distance(&word, &candidate.to_lowercase())?, candidate)))
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How far apart two words are, or nothing when no one would mean the one by the other. Slips of the pen count first
/// (in thousandths of the longer word); then words in common, as in `list-tuple` for `list-vs-tuple`.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    let longest = word.chars().count().max(candidate.chars().count());
    if longest == 0 || longest > 200 {
        return None;
    }
    let edits = strsim::osa_distance(word, candidate);
    if edits <= (longest / 3).max(1) && edits < longest {
        return Some(edits * 1000 / longest);
    }
    let parts = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 1).map(str::to_owned).collect()
    };
    let (ours, theirs) = (parts(word), parts(candidate));
    let shared = ours.iter().filter(|part| theirs.contains(part)).count();
    let most = ours.len().max(theirs.len());
    let alike = shared > 0 && (shared == ours.len() || shared >= 2 && shared * 2 >= most);
    alike.then(|| 1000 + (most - shared) * 1000 / most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_shared_words_only() {
        let keys = ["alternatives", "label", "weight", "about"];
        assert_eq!(nearest("alternativs", keys), Some("alternatives"));
        assert_eq!(nearest("Weigth", keys), Some("weight"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
        let ids = ["list-vs-tuple", "gil", "django-orm-select-related"];
        assert_eq!(nearest("list-tuple", ids), Some("list-vs-tuple"));
        assert_eq!(nearest("gli", ids), Some("gil"));
        assert_eq!(nearest("select-related", ids), Some("django-orm-select-related"));
        assert_eq!(nearest("django-sessions", ["django-mvt"]), None, "one word of two in common says nothing");
    }
}
