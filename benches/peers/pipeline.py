"""The grader that a Python user would write for the same job: stems, BM25 against the references, fuzzy keyword coverage.

    python pipeline.py BANK ANSWERS.csv RESULTS.jsonl [PROCESSES]

It is written with care for speed: stems are remembered; patterns are taken apart once for each item; words that are there
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

    def present(self, tokens):
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


class Bank:
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
                self.items[item["id"]] = Item(item, sets)
        self.bm25 = BM25Okapi(documents)
        # What a reference scores against itself: the scale.
        self.best = {
            item: max(self.bm25.get_batch_scores(documents[at], [at])[0] for at in own)
            for item, own in self.references.items()
            if own
        }

    def grade(self, row):
        name, tokens = row["question_id"], stems(row["answer"])
        item = self.items[name]
        there = item.present(tokens)
        earned = possible = 0.0
        capped, concepts = False, []
        for concept, weight, required, alternatives in item.concepts:
            met = any(all(any(there[unit] for unit in units) for units in places) for places in alternatives)
            possible += weight
            earned += weight if met else 0.0
            capped = capped or (required and not met)
            concepts.append({"id": concept, "weight": weight, "status": "met" if met else "missed"})
        coverage = earned / possible if possible else 0.0
        similarity = min(1.0, max(self.bm25.get_batch_scores(tokens, self.references[name])) / self.best[name])
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


bank = None


def begin(folder):
    global bank
    bank = Bank(folder)


def grade(row):
    return bank.grade(row)


def main():
    folder, answers, results = sys.argv[1:4]
    processes = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with open(answers, newline="") as file, open(results, "w") as out:
        rows = csv.DictReader(file)
        if processes == 1:
            begin(folder)
            out.writelines(grade(row) + "\n" for row in rows)
        else:
            with multiprocessing.Pool(processes, begin, (folder,)) as pool:
                out.writelines(line + "\n" for line in pool.imap(grade, rows, chunksize=128))


if __name__ == "__main__":
    main()
