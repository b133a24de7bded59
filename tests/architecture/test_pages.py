"""Pages neither write nor query: they call a stage's queries and acts, so no page can go around who may see what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guanmo"
FORBIDDEN = re.compile(
    r"\.objects\b|\._default_manager\b|\.(?:save|create|delete|get_or_create|update_or_create|bulk_create|bulk_update)\("
    r"|\batomic\b|\bconnection\b|\.raw\("
)


def writes_and_queries(text: str) -> list[str]:
    without_prose = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    return FORBIDDEN.findall(re.sub(r"#.*", "", without_prose))


def code_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("floor", ["desk", "field"])
def test_pages_neither_write_nor_query(floor: str) -> None:
    paths = sorted((SOURCE / floor).rglob("*.py"))
    assert paths
    assert {
        str(path.relative_to(SOURCE)): found for path in paths if (found := writes_and_queries(code_of(path)))
    } == {}


@pytest.mark.parametrize(
    "planted",
    [
        "rounds = Round.objects.all()",
        "round.save()",
        "Round.objects.create(name=name)",
        "form.save(commit=False)",
        "row.delete()",
        "with transaction.atomic():",
        "Round._default_manager.get(pk=1)",
    ],
)
def test_planted_write_or_query_is_found(planted: str) -> None:
    assert writes_and_queries(f"def page(request):\n    {planted}\n")


def test_words_in_a_docstring_or_comment_are_not_code() -> None:
    assert writes_and_queries('"""Never .objects here."""\nx = 1  # not .save( either\n') == []


READ_BEFORE = {
    "BallotDeduction", "BallotVersion", "Finding", "HeldBallot", "Item", "LedgerRow", "Member", "Organisation", "Participant", "QuerySet", "Ranking",
    "Record", "Round", "ScoreSheet", "Seal",
    "Standing", "Visit",
}  # fmt: skip
"""What a page can only have from a read for its user: a query may start from it."""
FOR_EVERYBODY = {"calendar_today", "county_name", "judge_by_key"}
"""Working days are the same for everybody; the county's name stands on the login page; a phone's key says who its user is."""


def queries_without_user(page: str, stages: dict[str, ast.FunctionDef]) -> list[str]:
    """The queries that a page imports although they start neither from the user nor from what was read for the user."""
    return [name for name in imported_queries(page) if name in stages and not starts_from_user(stages[name])]


def imported_queries(page: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(page)):
        if isinstance(node, ast.ImportFrom) and re.match(r"guanmo\.stages\.\w+\.queries\b", node.module or ""):
            stage = (node.module or "").split(".")[2]
            yield from (f"{stage}.{one.name}" for one in node.names if one.name not in FOR_EVERYBODY)


def starts_from_user(function: ast.FunctionDef) -> bool:
    if not function.args.args:
        return False
    first = function.args.args[0]
    kind = ast.unparse(first.annotation).split("[")[0] if first.annotation else ""
    return first.arg == "user" or kind in READ_BEFORE


def queries_of_stages() -> dict[str, ast.FunctionDef]:
    """Every function of every stage's queries, as stage.name."""
    paths = [*SOURCE.glob("stages/*/queries.py"), *SOURCE.glob("stages/*/queries/*.py")]
    return {
        f"{path.relative_to(SOURCE).parts[1]}.{node.name}": node
        for path in paths
        for node in ast.parse(code_of(path)).body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("floor", ["desk", "field"])
def test_pages_read_for_a_user(floor: str) -> None:
    stages = queries_of_stages()
    paths = sorted((SOURCE / floor).rglob("*.py"))
    assert sum(len(list(imported_queries(code_of(path)))) for path in paths) > 5
    found = {str(path.relative_to(SOURCE)): queries_without_user(code_of(path), stages) for path in paths}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("from guanmo.stages.organisations.queries import appointments", "organisations.appointments"),
        ("from guanmo.stages.organisations.queries import in_force as alive", "organisations.in_force"),
        ("from guanmo.stages.rounds.queries.order import overdue_townships", "rounds.overdue_townships"),
    ],
)
def test_planted_query_without_a_user_is_found(planted: str, name: str) -> None:
    assert queries_without_user(planted, queries_of_stages()) == [name]
