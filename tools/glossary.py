"""Write GLOSSARY.md from docs/glossary.csv; with --check fail where it is stale."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "glossary.csv"
PAGE = ROOT / "GLOSSARY.md"
HEAD = """# Glossary 术语

One word for one thing, in documents, on screens and in the code. Made from `docs/glossary.csv` by `tools/glossary.py`;
a test holds every model and every enumeration of the code against it.

| 中文 | English | code | meaning |
|---|---|---|---|
"""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    lines = [
        f"| {row['zh']} | {row['en_term']} | {codes(row['code_name'])} | {row['definition']} |\n".replace(
            " |  |", " | |"
        )
        for row in rows()
    ]
    return HEAD + "".join(lines)


def codes(names: str) -> str:
    return ", ".join(f"`{name.strip()}`" for name in names.split(",") if name.strip())


def main() -> int:
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
