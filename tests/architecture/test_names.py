"""Names that say nothing, signals, and words of one machine have no place here; decisions are numbered once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "guanmo"
SAYS_NOTHING = {"utils", "util", "common", "core", "helpers", "helper", "services", "service", "misc", "mixins", "base"}
SIGNALS = re.compile(r"django\.dispatch|django\.db\.models\.signals|@receiver\b")
# Put together from pieces, so that this file does not find itself.
FOLDERS = ["work", "root", "farm", "home/[a-z]+", "Users/[a-z]+", "tmp/bash_jobs"]
MACHINE = re.compile("|".join(rf"(?:^|[\s\"'`(=])/{name}(?:/|\b)" for name in FOLDERS), re.MULTILINE)
TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".csv", ".json", ".txt", ".typ", ".po", ".yml", ""}
NOT_OURS = {".git", ".venv", "var", "wheels", "build", "dist", "__pycache__", "vendor"}


def files_of_the_project() -> list[Path]:
    return [
        path
        for folder in (SOURCE, ROOT / "tests", ROOT / "tools", ROOT / "docs", ROOT / ".ci", ROOT / "benchmarks")
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in TEXT and not NOT_OURS & set(path.parts)
    ] + [path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT and path.name != ".git"]


def test_modules_have_telling_names() -> None:
    vague = [path for path in SOURCE.rglob("*") if path.stem in SAYS_NOTHING and path.suffix in {"", ".py"}]
    vague.remove(SOURCE / "lib" / "fair_sqlite3" / "base.py")  # what Django calls the module of a database backend
    assert [str(path.relative_to(SOURCE)) for path in vague] == []


def test_modules_are_not_numbered_parts() -> None:
    numbered = [
        path for path in SOURCE.rglob("*.py") if re.search(r"_\d$", path.stem) and "migrations" not in path.parts
    ]
    assert numbered == []


def test_no_signals_but_for_the_facts_of_indicators() -> None:
    """Decision 14 says why there; test_facts.py who is heard."""
    found = {path.name for path in SOURCE.rglob("*.py") if SIGNALS.search(path.read_text(encoding="utf-8"))}
    assert found == {"follow.py", "written.py"}


def test_no_floats_in_the_database() -> None:
    assert [path for path in SOURCE.rglob("*.py") if "FloatField" in path.read_text(encoding="utf-8")] == []


def test_method_never_asks_the_clock() -> None:
    clock = re.compile(r"\.(?:now|today|utcnow)\(")
    assert [path for path in (SOURCE / "method").rglob("*.py") if clock.search(path.read_text(encoding="utf-8"))] == []


def test_no_path_of_one_machine() -> None:
    named = {
        str(path.relative_to(ROOT)): MACHINE.findall(path.read_text(encoding="utf-8"))
        for path in files_of_the_project()
    }
    assert {name: found for name, found in named.items() if found} == {}


@pytest.mark.parametrize("planted", ["open('/{}/data.csv')", "see `/{}/notes`", "--data=/{}/x"])
def test_planted_path_of_a_machine_is_found(planted: str) -> None:
    assert MACHINE.search(planted.format("work"))
    assert not MACHINE.search("/api/{0}/3 and rounds/{0}/".format("work"))


def test_lock_names_no_address_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|file:", lock) == []
    packages = re.split(r"\n(?=[a-z])", lock)
    assert [package.split("\n")[0] for package in packages if "--hash=sha256:" not in package] == []


def test_lock_pins_what_the_project_asks_for() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = {name.lower() for name in re.findall(r'^  "([A-Za-z0-9_-]+)[\[>=]', project, flags=re.MULTILINE)}
    pinned = set(
        re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    assert asked - pinned == set()


def test_decisions_are_numbered_once_and_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = {(page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))}
    lost = [f"{page.name}: {link}" for page, link in links if "://" not in link and not (page.parent / link).exists()]
    assert lost == []
