"""The indicators and the rules of pre-scoring that Guanmo ships, as data (S0–S4; each names what asks for it)."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from guanmo.method.indicators import Definition, read_definition
from guanmo.method.pre_score import PreScoreRule, read_rule
from guanmo.stages.indicators.enums import IndicatorGroup


@cache
def shipped_indicators() -> tuple[Definition, ...]:
    """Every shipped indicator, in the order of the pages."""
    groups = IndicatorGroup.values
    return tuple(read_definition({**one, "group": name}) for name in groups for one in _read(name)["indicator"])


@cache
def pre_score_rules() -> tuple[PreScoreRule, ...]:
    """From indicators to the items of the two real sheets."""
    return tuple(read_rule(one) for one in _read("pre_score")["rule"])


@cache
def asked_by_hand() -> tuple[tuple[str, str], ...]:
    """What the sources ask and no record answers: (what is asked, why people must look themselves)."""
    return tuple((one["quote"], one["why"]) for one in _read("by_hand")["question"])


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("guanmo.stages.indicators") / "data"
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
