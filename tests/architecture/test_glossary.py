"""One word for one thing: the glossary page is current, the code uses its words and none of their rivals."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tools import glossary

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guanmo"
# A rival, and the word of the glossary that stands for the thing.
RIVALS = {
    "score_form": "score_sheet",
    "scoresheet": "score_sheet",
    "rating_sheet": "score_sheet",
    "observation_round": "round",
    "hamlet": "village",
    "organization": "organisation",
    "evaluation": "assessment",
    "inspector": "team",
    "penalty": "deduction",
    "closeout": "sign_off",
    "signoff": "sign_off",
    "followup": "look_back",
    "lookback": "look_back",
    "league_table": "ranking",
    "vote": "ballot",
    "circular": "bulletin",
}


def names_in_glossary() -> set[str]:
    return {name.strip() for row in glossary.rows() for name in row["code_name"].split(",") if name.strip()}


def identifiers(text: str) -> Iterator[str]:
    """Names that a module gives: classes, functions, parameters, attributes and variables."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def rivals_in(text: str) -> set[str]:
    """Rivals that stand as whole words in the identifiers of a module, in snake_case or CamelCase."""
    found = set()
    for name in set(identifiers(text)):
        snake = "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() + "_"
        found |= {f"{name}: say {word}" for rival, word in RIVALS.items() if f"_{rival}_" in snake}
    return found


def enumerations() -> set[str]:
    """Names of the TextChoices and IntegerChoices classes."""
    return {
        node.name
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Choices") for base in node.bases)
    }


def test_page_is_made_from_the_table() -> None:
    assert glossary.PAGE.read_text(encoding="utf-8") == glossary.page(), "run: python tools/glossary.py"


def test_chinese_words_stand_once() -> None:
    counted = Counter(row["zh"] for row in glossary.rows())
    assert [word for word, count in counted.items() if count > 1] == []


def test_every_row_is_complete() -> None:
    assert [row for row in glossary.rows() if not all(row.values())] == []


def test_every_model_is_in_the_glossary() -> None:
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("guanmo.")}
    assert models
    assert sorted(models - names_in_glossary()) == []


def test_every_enumeration_is_in_the_glossary() -> None:
    assert sorted(enumerations() - names_in_glossary()) == []


def test_code_uses_no_rival_word() -> None:
    found = {
        str(path.relative_to(SOURCE)): rivals
        for path in sorted(SOURCE.rglob("*.py"))
        if (rivals := rivals_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "planted", ["class ScoreForm: pass", "def open(lookback): pass", "hamlet = 1", "self.evaluation = 2"]
)
def test_planted_rival_is_found(planted: str) -> None:
    assert rivals_in(planted)


def test_part_of_another_word_is_no_rival() -> None:
    assert rivals_in("township = 1\nvoted = 2") == set()
