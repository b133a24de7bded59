"""Pages neither write nor query: they call a stage's queries and acts, so no page can go around who may see what."""

from __future__ import annotations

import re
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
