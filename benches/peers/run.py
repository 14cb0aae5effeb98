"""gradus beside a Python pipeline: the same file, whole process against whole process, in turns.

    cargo build --release
    python3 benches/peers/run.py [--gradus target/release/gradus] [--rows 20000] [--rounds 3] [--cores 2]

Makes a virtual environment beside this file (packages from PyPI, see requirements.txt), generates the answers with a fixed
seed, and runs both programs after each other in every round.
"""

import argparse
import csv
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FILLER = [
    "In my last project we had exactly this and it took us a week to find out.",
    "I would explain it to a colleague with a small example first.",
    "It depends on the size of the team and on how much traffic there is.",
    "I have read about this but used it only twice so far.",
    "Most people learn this the hard way when something breaks at night.",
    "There are other ways too, but this is the one that I know best.",
]


def environment():
    """The Python of a virtual environment with the packages; the network is needed the first time alone."""
    folder, wanted = HERE / ".venv", HERE / "requirements.txt"
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True)
        installed.write_text(wanted.read_text())
    return python


def generate(path, rows, words=60, seed=7):
    """Answers of about sixty words: sentences of the item's references in other orders, with holes, and talk around them."""
    items = []
    for file in sorted((ROOT / "corpus").glob("*.toml")):
        for item in tomllib.loads(file.read_text()).get("item", []):
            sentences = [part.strip() for text in item.get("references", []) for part in text.split(". ") if part.strip()]
            if sentences:
                items.append((item["id"], sentences))
    dice = random.Random(seed)
    total = 0
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["answer_id", "candidate_id", "question_id", "answer"])
        for number in range(rows):
            item, sentences = dice.choice(items)
            answer = []
            while len(answer) < words:
                sentence = dice.choice(FILLER if dice.random() < 0.3 else sentences).rstrip(".")
                kept = [word for word in sentence.split() if dice.random() > 0.1]
                if kept:
                    answer += kept
                    answer[-1] += "."
            answer = answer[:words]
            total += len(answer)
            out.writerow([number, f"c-{number // 12}", item, " ".join(answer)])
    return total / rows


def run(command):
    """Seconds, CPU seconds and the peak memory (MiB) of the largest process of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{command}: {error.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--gradus", default=ROOT / "target" / "release" / "gradus")
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--cores", type=int, default=2)
    options = options.parse_args()
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        answers = os.path.join(folder, "answers.csv")
        words = generate(answers, options.rows)
        size = os.path.getsize(answers) / 2**20
        print(f"{options.rows} answers, {words:.0f} words each, {size:.1f} MiB; {options.cores} cores; {options.rounds} rounds", flush=True)
        out = os.path.join(folder, "results.jsonl")
        cores = str(options.cores)
        programs = {
            "gradus": [options.gradus, "batch", answers, "-q", "--bank", ROOT, "--jobs", cores, "-o", out],
            "python, plain": [python, HERE / "pipeline.py", "plain", ROOT, answers, out, cores],
            "python, tuned": [python, HERE / "pipeline.py", "tuned", ROOT, answers, out, cores],
        }
        # The bank inside the program, as everybody runs it: nothing to read and to compile from text.
        programs["gradus, bank inside"] = [part for part in programs["gradus"] if part not in ("--bank", ROOT)]
        figures = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, command in programs.items():
                figures[name].append(run(command))
                with open(out) as file:
                    lines = sum(1 for _ in file)
                assert lines == options.rows, f"{name}: {lines} results"
        print(f"{'':20} {'answers/s':>10} {'CPU s':>8} {'peak MiB':>9}   (medians; memory of the largest process)")
        median = {}
        for name, runs in figures.items():
            seconds, cpu, memory = (statistics.median(column) for column in zip(*runs))
            median[name] = (seconds, cpu)
            print(f"{name:20} {options.rows / seconds:10.0f} {cpu:8.2f} {memory:9.1f}")
        for name in programs:
            for peer in programs:
                if not name.startswith("python") and peer.startswith("python"):
                    times, cpu = (median[peer][at] / median[name][at] for at in (0, 1))
                    print(f"{name}, beside {peer}: {times:.0f} times the answers a second, {cpu:.0f} times less CPU")


if __name__ == "__main__":
    main()
