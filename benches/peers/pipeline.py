"""The grader that a Python user would write for the same job: stems, BM25 against the references, fuzzy keyword coverage.

    python pipeline.py plain|tuned BANK ANSWERS.csv RESULTS.jsonl [PROCESSES]

`plain` calls the packages as their front pages show: `BM25Okapi.get_scores` for the answer, `fuzz.token_set_ratio` for each
alternative of each concept. `tuned` is written with care for speed: stems are remembered; patterns are taken apart once for each item; words that are there
as they stand need no fuzzy comparison; the others are compared in one call of `rapidfuzz.process.cdist` for each answer;
BM25 scores the item's own references alone; work goes to the processes in chunks.
"""

import csv
import functools
import json
import multiprocessing
import pathlib
import re
import sys
import tomllib

import numpy
from nltk.stem.snowball import SnowballStemmer
from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process

WORD = re.compile(r"[a-z0-9+#]+(?:[._'-][a-z0-9+#]+)*")
PART = re.compile(r"!\([^()]*\)|!\S+|\(([^()]*)\)|\[([^\]]*)\]|@([\w-]+)|(\S+)")
SMALL = set("a an the of to in on for with by at from into as it its and or is are be do does has have can will".split())
AVERAGE, STRONG = 0.40, 0.70
FUZZY, FUZZY_LETTERS = 85, 5

stem = functools.lru_cache(maxsize=None)(SnowballStemmer("english").stem)


def stems(text):
    return [stem(word) for word in WORD.findall(text.lower())]


def places(pattern, sets):
    """A pattern of the bank as places, each a list of the units (stems, joined by spaces) of which one must be there."""
    pattern = re.sub(r"\s/\w+$|\.\.\d*|[`>*]|\(\)", " ", pattern)
    found = []
    for group, exact, name, word in PART.findall(pattern):
        if group:
            options = group.split("|")
        elif name:
            options = sets.get(name, [])
        elif exact or word not in SMALL:
            options = [exact or word]
        else:
            options = []
        more = [entry for option in options if option.strip().startswith("@") for entry in sets.get(option.strip()[1:], [])]
        units = [" ".join(stems(option)) for option in [*options, *more]]
        units = [unit for unit in units if unit]
        if units:
            found.append(units)
    return found


class Item:
    """An item's concepts, with all units numbered."""

    def __init__(self, item, sets):
        numbers, self.concepts = {}, []
        for concept in item.get("concept", []):
            alternatives = []
            for alternative in concept.get("alternatives", []):
                pattern = alternative["match"] if isinstance(alternative, dict) else alternative
                numbered = [[numbers.setdefault(unit, len(numbers)) for unit in units] for units in places(pattern, sets)]
                if numbered:
                    alternatives.append(numbered)
            self.concepts.append((concept["id"], float(concept.get("weight", 1)), concept.get("required", False), alternatives))
        self.units = list(numbers)

    def met(self, there, alternatives):
        return any(all(any(there[unit] for unit in units) for units in places) for places in alternatives)

    def there(self, tokens):
        """Which units an answer has: as they stand, or nearly."""
        words, text = set(tokens), f" {' '.join(tokens)} "
        there = [unit in words or (" " in unit and f" {unit} " in text) for unit in self.units]
        open_words = [at for at, unit in enumerate(self.units) if not there[at] and " " not in unit and len(unit) >= FUZZY_LETTERS]
        long_tokens = [word for word in words if len(word) >= FUZZY_LETTERS]
        if open_words and long_tokens:
            ratios = process.cdist(
                [self.units[at] for at in open_words], long_tokens, scorer=fuzz.ratio, score_cutoff=FUZZY, dtype=numpy.uint8
            )
            for at in numpy.flatnonzero(ratios.any(axis=1)):
                there[open_words[at]] = True
        return there


class PlainItem:
    """An item's concepts, each alternative a text of stems."""

    def __init__(self, item, sets):
        self.concepts = []
        for concept in item.get("concept", []):
            texts = []
            for alternative in concept.get("alternatives", []):
                pattern = alternative["match"] if isinstance(alternative, dict) else alternative
                # Of a choice the first: fuzzy comparison knows no choices.
                text = " ".join(units[0] for units in places(pattern, sets))
                if text:
                    texts.append(text)
            self.concepts.append((concept["id"], float(concept.get("weight", 1)), concept.get("required", False), texts))

    def there(self, tokens):
        return " ".join(tokens)

    def met(self, text, alternatives):
        return any(fuzz.token_set_ratio(alternative, text) >= FUZZY for alternative in alternatives)


class Bank:
    item_class = None

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        documents, self.references, self.items = [], {}, {}
        shared = tomllib.loads((folder / "corpus" / "glossary.toml").read_text()).get("sets", {})
        for path in sorted((folder / "corpus").glob("*.toml")):
            for item in tomllib.loads(path.read_text()).get("item", []):
                own = self.references.setdefault(item["id"], [])
                for reference in item.get("references", []):
                    own.append(len(documents))
                    documents.append(stems(reference))
        for path in sorted((folder / "keyword-sets").glob("*.toml")):
            file = tomllib.loads(path.read_text())
            for item in file.get("item", []):
                sets = {**shared, **file.get("sets", {}), **item.get("sets", {})}
                self.items[item["id"]] = self.item_class(item, sets)
        self.bm25 = BM25Okapi(documents)
        # What a reference scores against itself: the scale.
        self.best = {
            item: max(self.bm25.get_batch_scores(documents[at], [at])[0] for at in own)
            for item, own in self.references.items()
            if own
        }

    def similarity(self, tokens, name):
        """How near the item's nearest reference is, as a share of what it scores against itself."""
        return max(self.bm25.get_batch_scores(tokens, self.references[name])) / self.best[name]

    def grade(self, row):
        name, tokens = row["question_id"], stems(row["answer"])
        item = self.items[name]
        there = item.there(tokens)
        earned = possible = 0.0
        capped, concepts = False, []
        for concept, weight, required, alternatives in item.concepts:
            met = item.met(there, alternatives)
            possible += weight
            earned += weight if met else 0.0
            capped = capped or (required and not met)
            concepts.append({"id": concept, "weight": weight, "status": "met" if met else "missed"})
        coverage = earned / possible if possible else 0.0
        similarity = min(1.0, self.similarity(tokens, name))
        score = coverage + 0.2 * similarity * (1.0 - coverage)
        if capped:
            score = min(score, STRONG - 0.0001)
        return json.dumps({
            "answer_id": row["answer_id"],
            "candidate_id": row["candidate_id"],
            "question_id": name,
            "score": round(float(score), 4),
            "band": "strong" if score >= STRONG else "average" if score >= AVERAGE else "weak",
            "concepts": concepts,
            "similarity": round(float(similarity), 4),
        })


class Tuned(Bank):
    item_class = Item


class Plain(Bank):
    item_class = PlainItem

    def similarity(self, tokens, name):
        scores = self.bm25.get_scores(tokens)
        return max(scores[at] for at in self.references[name]) / self.best[name]


bank = None


def begin(kind, folder):
    global bank
    bank = {"plain": Plain, "tuned": Tuned}[kind](folder)


def grade(row):
    return bank.grade(row)


def main():
    kind, folder, answers, results = sys.argv[1:5]
    processes = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    with open(answers, newline="") as file, open(results, "w") as out:
        rows = csv.DictReader(file)
        if processes == 1:
            begin(kind, folder)
            out.writelines(grade(row) + "\n" for row in rows)
        else:
            with multiprocessing.Pool(processes, begin, (kind, folder)) as pool:
                out.writelines(line + "\n" for line in pool.imap(grade, rows, chunksize=128))


if __name__ == "__main__":
    main()
