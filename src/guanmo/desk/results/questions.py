"""The questions about judges, townships and items as the leader of a round reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guanmo.stages.results.content import base_rate, kind_names, question

OF_JUDGES = ("severity", "straight_lining", "spread", "consistency")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question with how often chance alone asks it."""

    words: str
    base_rate: str


@dataclass(frozen=True, slots=True)
class QuestionsCard:
    """What is asked of one list; ``silent`` and ``unknown`` name what was looked at in vain and what cannot be seen."""

    lines: tuple[QuestionLine, ...]
    silent: str
    unknown: str


def questions_card(kept: Mapping[str, Any], names: Mapping[int, str]) -> QuestionsCard | None:
    """``kept`` as in ``Adjustment.questions``; ``names`` of the participants by id. None where nothing was kept."""
    if not kept:
        return None
    return QuestionsCard(
        lines=tuple(_lines(kept["asked"], names)),
        silent=kind_names(kept["silent"], _),
        unknown=kind_names(kept["unknown"], _),
    )


def _lines(asked: Sequence[Mapping[str, Any]], names: Mapping[int, str]) -> Iterator[QuestionLine]:
    for row in asked:
        words = question(row["kind"], _about(row, names), row["size"], row["sheets"], _)
        yield QuestionLine(words, base_rate(row["kind"], row["chance"], _))


def _about(row: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    if row["kind"] in OF_JUDGES:
        return [names.get(int(one), "—") for one in row["about"]]
    return list(row["about"])
