"""Scores in a plain CSV (``judge,organisation,score``)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from guanmo.command.csv_file import read_rows
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

COLUMNS = ("judge", "organisation", "score")

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

Scores = dict[str, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file that holds something, with its number as an editor shows it."""

    number: int
    judge: str
    organisation: str
    score: str


def read_scores(path: Path) -> Scores:
    """Organisation -> judge -> score. Raises ``Refused`` with one sentence on the first thing that is wrong."""
    scores: Scores = {}
    first_seen: dict[tuple[str, str], int] = {}
    for number, cells in read_rows(path, COLUMNS):
        line = Line(number, **cells)
        pair = (line.organisation, line.judge)
        if pair in first_seen:
            raise _refused_twice(line, first_seen[pair])
        first_seen[pair] = line.number
        scores.setdefault(line.organisation, {})[line.judge] = _score(line)
    if not scores:
        raise Refused(_("文件里只有表头，没有打分。请每行写一个打分。"), code="no_scores")
    return scores


def _score(line: Line) -> Decimal:
    """Full-width digits, as an input method leaves them, are digits too."""
    text = normalize("NFKC", line.score)
    if not _NUMBER.fullmatch(text):
        message = _("第 %(line)d 行的得分不是数：%(score)s。请写成 92 或 92.5 这样。")
        raise Refused(message % {"line": line.number, "score": line.score}, code="not_a_number")
    if text.startswith("-"):
        message = _("第 %(line)d 行的得分是负数：%(score)s。得分不能低于 0。")
        raise Refused(message % {"line": line.number, "score": line.score}, code="negative_score")
    return Decimal(text)


def _refused_twice(line: Line, first: int) -> Refused:
    message = _("第 %(line)d 行重复：%(judge)s 在第 %(first)d 行已经给 %(organisation)s 打过分。请只留一行。")
    detail = {"line": line.number, "first": first, "judge": line.judge, "organisation": line.organisation}
    return Refused(message % detail, code="judge_twice")
