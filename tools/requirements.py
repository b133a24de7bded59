"""Which rows of docs/requirements.csv a test proves: python dev.py requirements [--missing] [STAGE …]

A test proves a row by carrying @pytest.mark.requirement("ID"). An id that the list does not have is an error.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Marks:
    """Collects the requirement ids of all tests without running them."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for mark in item.iter_markers("requirement"):
                for id_ in mark.args:
                    self.tests[id_].append(item.nodeid)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py requirements")
    parser.add_argument("stages", nargs="*")
    parser.add_argument("--missing", action="store_true", help="show the sentences that no test proves yet")
    options = parser.parse_args()
    rows = read()
    marks = collect()
    unknown = sorted(set(marks.tests) - {row["id"] for row in rows})
    stages = dict.fromkeys(row["stage"] for row in rows)
    for stage in stages:
        if not options.stages or stage in options.stages:
            show([row for row in rows if row["stage"] == stage], stage, marks.tests, options.missing)
    proven = sum(row["id"] in marks.tests for row in rows)
    print(f"\n{proven} of {len(rows)} requirements carry a test")
    for id_ in unknown:
        print(f"unknown requirement {id_}: {', '.join(marks.tests[id_])}")
    return 1 if unknown else 0


def read() -> list[dict[str, str]]:
    with (ROOT / "docs" / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collect() -> Marks:
    marks, output = Marks(), io.StringIO()
    with contextlib.redirect_stdout(output):
        code = pytest.main(["--collect-only", "-q", str(ROOT / "tests")], plugins=[marks])
    if code:
        sys.exit(output.getvalue())
    return marks


def show(rows: list[dict[str, str]], stage: str, tests: dict[str, list[str]], missing: bool) -> None:
    proven = [row["id"] for row in rows if row["id"] in tests]
    print(f"{stage:15}{len(proven):4} /{len(rows):4}  {' '.join(proven)}")
    if missing:
        for row in rows:
            if row["id"] not in tests:
                print(f"    {row['id']:14}{row['system_must_en']}")


if __name__ == "__main__":
    sys.exit(main())
