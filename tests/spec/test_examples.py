"""The worked examples of the methodology are what the method does: the numbers were worked by hand, the code must agree."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from guanmo.method.aggregation import OfficialRule, aggregate
from guanmo.method.classification import ClassRule, classify
from guanmo.method.deduction import Deduction, score_ballot
from guanmo.method.diagnostics import items
from guanmo.method.draws import number_of
from guanmo.method.fragility import steadiness
from guanmo.method.ranking import rank
from guanmo.method.severity.comparisons import compared
from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.table import Table
from guanmo.method.sheet import Item, Section, Sheet
from guanmo.method.tiers import combine
from guanmo.method.visit_design import prospect
from tools import methodology

pytestmark = pytest.mark.any_database

Example = dict[str, Any]
EXAMPLES: dict[str, Example] = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))


def decimals(scores: dict[str, str | None]) -> dict[str, Decimal]:
    return {name: Decimal(score) for name, score in scores.items() if score is not None}


def official(given: Example) -> Example:
    found = aggregate(decimals(given["scores"]), OfficialRule.from_json(given["rule"]), given.get("group_of", {}))
    return {"score": str(found.score), "dropped": sorted((str(one.score) for one in found.dropped), key=Decimal)}


def tiers(given: Example) -> Example:
    return {"score": str(combine(decimals(given["scores"]), OfficialRule.from_json(given["rule"])).score)}


def full_marks(given: Example) -> Example:
    scores = {
        str(number): {
            f"村{place}": [Decimal(1) if place < marked else Decimal(2)] for place in range(given["organisations"])
        }
        for number, marked in enumerate(given["marked"], 1)
    }
    (question,) = items.full_marks(scores, dict.fromkeys(scores, Decimal(2))) or ()
    return {"items": list(question.about), "chance": pytest.approx(question.chance, abs=5e-5)}


def ranking(given: Example) -> Example:
    scores = {name: None if score is None else Decimal(score) for name, score in given["scores"].items()}
    return {"ranks": {row.organisation: row.rank for row in rank(scores)}}


def classes(given: Example) -> Example:
    found = classify(rank(decimals(given["scores"])), ClassRule.from_json(given["rule"]))
    return {"classes": {name: str(one) for name, one in found.items()}}


def rescaled(given: Example) -> Example:
    items = tuple(Item(number, f"内容{number}", Decimal(points)) for number, points in enumerate(given["items"], 1))
    sheet = Sheet("表", Decimal(100), (Section("一", "方面", Decimal(100), items),))
    taken = [Deduction("一", 1, Decimal(given["deducted"]), "原因")]
    return {"score": str(score_ballot(sheet, taken, frozenset(f"一.{no}" for no in given["not_applicable"])).total)}


def severity(given: Example) -> Example:
    scores = np.array(given["scores"], float)
    rows, columns = np.indices(scores.shape)
    table = Table.of(rows.ravel(), columns.ravel(), scores.ravel())
    variances = Variances(**given["variances"])
    equations = Equations(Pattern(table), variances, np.full(scores.size, 1 / variances.noise), np.ones(scores.size))
    x, quality = equations.solve(table.score)
    return {"adjusted": pytest.approx(list(x[-1] + quality)), "severity": pytest.approx(x[0])}


def told_apart(given: Example) -> Example:
    scores = np.array(given["scores"], float)
    error = np.full(scores.size, float(given["error"]))
    found = compared(scores, error, lambda row: np.hypot(error[row], error))
    ranges = {"pairs": found.by_pairs, "together": found.together}
    return {"tiers": list(found.tier)} | {
        name: [list(pair) for pair in zip(one.best, one.worst, strict=True)] for name, one in ranges.items()
    }


def design(given: Example) -> Example:
    return {
        "error": pytest.approx(
            prospect({name: tuple(panel) for name, panel in given["visits"].items()}).error, rel=1e-4
        )
    }


def fragile(given: Example) -> Example:
    scores = {name: decimals(sheets) for name, sheets in given["scores"].items()}
    (found,) = steadiness(scores, OfficialRule(), ClassRule.from_json(given["classes"])).values()
    return {"judges": [flip.name for flip in found.flips if flip.kind == "judge"]}


def draw(given: Example) -> Example:
    return {"number": number_of(given["seed"], given["name"])[:14]}


KINDS: dict[str, Callable[[Example], Example]] = {
    one.__name__: one
    for one in (official, tiers, full_marks, ranking, classes, rescaled, severity, told_apart, design, fragile, draw)
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_method_does_what_the_worked_example_says(name: str) -> None:
    example = EXAMPLES[name]

    found = KINDS[example["kind"]](example["given"])

    assert {key: found[key] for key in example["expected"]} == example["expected"]
    assert all(example[language]["title"] and example[language]["working"] for language in ("zh", "en"))


@pytest.mark.parametrize("name", methodology.PAGES)
def test_methodology_is_made_from_the_examples(name: str) -> None:
    text = (methodology.FOLDER / name).read_text(encoding="utf-8")
    assert text == methodology.page(*methodology.PAGES[name]), "run: python tools/methodology.py"
