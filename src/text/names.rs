//! Names that the scanner has to know by heart: written in capitals within, or before a dot.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Names in camel case that are one word to everybody.
const ONE_WORD: &str = "\
    aiohttp angularjs bigquery clickhouse cockroachdb coffeescript couchdb cpython datetime devops devtools \
    dynamodb expressjs fastapi github gitlab graphql haproxy hashmap influxdb ipython javascript jquery jupyterlab \
    latex leetcode linkedin macos mariadb memcached mongodb mysql newsql nextjs nodejs nosql numpy oauth openapi \
    opencv opengl paypal postgresql pycharm pydantic pypi pypy pyscript pytorch rabbitmq reactjs scikit scipy \
    sqlalchemy sqlite stackoverflow subclass tensorflow typescript virtualenv vscode vuejs webassembly websocket \
    websockets wordpress youtube";

/// Modules people name before a dot and a class (`models.Model`): the dot ends no sentence.
const MODULES: &str = "\
    abc admin apps asp asyncio celery cls collections concurrent contextlib copy dataclasses datetime db decimal \
    django enum express fastapi fields flask forms functools futures generics http io itertools java json logging \
    mock models multiprocessing next node np os pathlib pd permissions pickle pydantic queue re react request \
    response rest self serializers signals socket sqlalchemy sys system threading three time transaction typing \
    unittest uuid views viewsets vue";

/// Words (beside the small ones) with which people open a sentence after a full stop without a space.
const SENTENCE_OPENERS: &str = "\
    after all both each every for if no not one some using when while";

/// A list, ready to be asked.
type Names = LazyLock<FxHashSet<&'static [u8]>>;

static ONE_WORDS: Names = LazyLock::new(|| set(ONE_WORD));
static MODULE_NAMES: Names = LazyLock::new(|| set(MODULES));
static OPENERS: Names = LazyLock::new(|| set(SENTENCE_OPENERS));

fn set(list: &'static str) -> FxHashSet<&'static [u8]> {
    list.split_ascii_whitespace().map(str::as_bytes).collect()
}

/// Longest name worth looking up, in bytes.
const LONGEST: usize = 24;

fn holds(names: &FxHashSet<&'static [u8]>, word: &[u8]) -> bool {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    names.contains(&*lower)
}

/// Whether `word` is one word although its capitals say otherwise (`JavaScript`).
pub(super) fn is_one_word(word: &[u8]) -> bool {
    holds(&ONE_WORDS, word)
}

/// Whether `word` names a module.
pub(super) fn is_module(word: &str) -> bool {
    holds(&MODULE_NAMES, word.as_bytes())
}

/// Whether `word` often opens a sentence.
pub(super) fn opens_sentence(word: &str) -> bool {
    holds(&OPENERS, word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        assert!(is_one_word(b"JavaScript") && !is_one_word(b"ForeignKey"));
        assert!(is_module("models") && opens_sentence("When"));
        assert!(!is_one_word(&[b'a'; 200]));
    }
}
