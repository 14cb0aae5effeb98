"""The grader that a Python user would write for the same job: stems, BM25 against the references, fuzzy keyword coverage.

    python pipeline.py BANK ANSWERS.csv RESULTS.jsonl [PROCESSES]

It is written with care for speed: stems are remembered, patterns are made into phrases once, BM25 scores only the item's
own references, phrases stop at the first that fits, rapidfuzz gets its cut-off, work goes to the processes in chunks.
"""

import csv
import functools
import json
import multiprocessing
import pathlib
import re
import sys
import tomllib

from nltk.stem.snowball import SnowballStemmer
from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz

WORD = re.compile(r"[a-z0-9+#]+(?:[._'-][a-z0-9+#]+)*")
AVERAGE, STRONG = 0.40, 0.70
FUZZY = 85

stem = functools.lru_cache(maxsize=None)(SnowballStemmer("english").stem)


def stems(text):
    return [stem(word) for word in WORD.findall(text.lower())]


def phrase(pattern):
    """A pattern of the bank as plain words: of every group of alternatives the first, without operators."""
    pattern = re.sub(r"/\d+|\$\w+|[<>~^*]", " ", pattern)
    pattern = re.sub(r"\(([^()|]*)(?:\|[^()]*)?\)", r" \1 ", pattern)
    return " ".join(stems(pattern))


def concepts_of(item):
    for concept in item.get("concept", []):
        phrases = []
        for alternative in concept.get("alternatives", []):
            text = alternative["match"] if isinstance(alternative, dict) else alternative
            phrases.append(phrase(text))
        yield {
            "id": concept["id"],
            "weight": float(concept.get("weight", 1.0)),
            "required": concept.get("required", False),
            "phrases": [text for text in phrases if text],
        }


class Bank:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        documents, self.references, self.concepts = [], {}, {}
        for path in sorted((folder / "corpus").glob("*.toml")):
            for item in tomllib.loads(path.read_text()).get("item", []):
                own = self.references.setdefault(item["id"], [])
                for reference in item.get("references", []):
                    own.append(len(documents))
                    documents.append(stems(reference))
        for path in sorted((folder / "keyword-sets").glob("*.toml")):
            for item in tomllib.loads(path.read_text()).get("item", []):
                self.concepts[item["id"]] = list(concepts_of(item))
        self.bm25 = BM25Okapi(documents)
        # What a reference scores against itself: the scale.
        self.best = {
            item: max(self.bm25.get_batch_scores(documents[at], [at])[0] for at in own)
            for item, own in self.references.items()
            if own
        }

    def grade(self, row):
        item, tokens = row["question_id"], stems(row["answer"])
        text = " ".join(tokens)
        earned = possible = 0.0
        capped, concepts = False, []
        for concept in self.concepts.get(item, []):
            met = any(fuzz.partial_ratio(one, text, score_cutoff=FUZZY) for one in concept["phrases"])
            possible += concept["weight"]
            earned += concept["weight"] if met else 0.0
            capped = capped or (concept["required"] and not met)
            concepts.append({"id": concept["id"], "status": "met" if met else "missed"})
        coverage = earned / possible if possible else 0.0
        similarity = 0.0
        if self.references.get(item):
            similarity = min(1.0, max(self.bm25.get_batch_scores(tokens, self.references[item])) / self.best[item])
        score = coverage + 0.2 * similarity * (1.0 - coverage)
        if capped:
            score = min(score, STRONG - 0.0001)
        band = "strong" if score >= STRONG else "average" if score >= AVERAGE else "weak"
        return json.dumps({
            "answer_id": row["answer_id"],
            "question_id": item,
            "score": round(score, 4),
            "band": band,
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
