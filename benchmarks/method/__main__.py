"""``python dev.py bench method [--rounds N] [--seed N] [--ratings FOLDER] [--nation]``: the table of fair.md 7, line by line."""

import argparse
import sys
from itertools import chain
from pathlib import Path


def main(words: list[str]) -> int:
    """Print every measurement that is possible here and say which are not; fails when R or lme4 is missing."""
    from benchmarks.method import accuracy, nation, peers, same_bytes

    parser = argparse.ArgumentParser(prog="bench method")
    parser.add_argument("--rounds", type=int, default=10, help="made-up rounds a scenario (fair.md: 30)")
    parser.add_argument("--seed", type=int, default=41_000, help="the first made-up round")
    parser.add_argument("--ratings", type=Path, help="folder of public ratings: CSV files with o, j, y")
    parser.add_argument("--nation", action="store_true", help="25 million scores too: some minutes, 4 GB")
    asked = parser.parse_args(words)
    missing = peers.possible()
    if missing:
        print(missing)
    else:
        for line in [*(peers.reference_lines(asked.ratings) if asked.ratings else ()), *peers.speed_lines()]:
            print(line, flush=True)
        print(peers.variance_line(), flush=True)
    for line in same_bytes.lines():
        print(line, flush=True)
    for line in chain(accuracy.other_lines(asked.rounds, asked.seed), accuracy.lines(asked.rounds, asked.seed)):
        print(line, flush=True)
    if asked.nation:
        for line in nation.lines():
            print(line, flush=True)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
