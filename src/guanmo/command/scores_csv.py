"""Scores in a plain CSV (``judge,organisation,score`` and what else a command needs to know of a sheet)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from guanmo.command.arguments import whole_number
from guanmo.command.csv_file import read_rows
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

COLUMNS = ("judge", "organisation", "score")
FULL = "100"
MOST_FULL = 999

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

Scores = dict[str, dict[str, Decimal]]
"""Organisation -> judge -> score."""


@dataclass(frozen=True, slots=True)
class Line:
    """One score with its line number as an editor shows it; ``more`` holds the other columns that were asked for."""

    number: int
    judge: str
    organisation: str
    score: Decimal
    more: Mapping[str, str]


def read_lines(path: Path, full: int, required: Sequence[str] = (), optional: Sequence[str] = ()) -> list[Line]:
    """The scores of a file, of at most ``full`` points; a judge scores an organisation once, or once in each ``tier`` where that column is required.

    Raises ``Refused`` with one sentence on the first thing that is wrong.
    """
    lines: list[Line] = []
    first_seen: dict[tuple[str, ...], int] = {}
    for number, cells in read_rows(path, (*COLUMNS, *required), optional):
        more = {name: cells[name] for name in (*required, *optional)}
        line = Line(number, cells["judge"], cells["organisation"], _score(number, cells["score"], full), more)
        key = (line.organisation, line.judge, more.get("tier", ""))
        if key in first_seen:
            raise _refused_twice(line, first_seen[key])
        first_seen[key] = number
        lines.append(line)
    if not lines:
        raise Refused(_("文件里只有表头，没有打分。请每行写一个打分。"), code="no_scores")
    return lines


def scores_of(lines: Iterable[Line]) -> Scores:
    """The scores by organisation and judge."""
    scores: Scores = {}
    for line in lines:
        scores.setdefault(line.organisation, {})[line.judge] = line.score
    return scores


def areas_of(lines: Iterable[Line]) -> dict[str, str] | None:
    """The township of each organisation by the column ``area``; None where nothing stands in it.

    One line of an organisation is enough. Raises ``Refused`` where an organisation has two, or some have none.
    """
    found: dict[str, tuple[str, int]] = {}
    for line in lines:
        area, first = found.get(line.organisation, ("", line.number))
        if not area:
            found[line.organisation] = area, first = line.more["area"], line.number
        if line.more["area"] not in ("", area):
            message = _("第 %(line)d 行 area 列和第 %(first)d 行不一样：%(organisation)s 只能属于一个乡镇。请改正。")
            detail = {"line": line.number, "first": first, "organisation": line.organisation}
            raise Refused(message % detail, code="two_areas")
    if not any(area for area, _line in found.values()):
        return None
    if lacking := [(name, at) for name, (area, at) in found.items() if not area]:
        message = _("第 %(line)d 行没有写 area：%(organisation)s 属于哪个乡镇？请补上，或者整列删去。")
        raise Refused(message % {"line": lacking[0][1], "organisation": lacking[0][0]}, code="area_missing")
    return {name: area for name, (area, _line) in found.items()}


def full_marks(text: str) -> int:
    """What was written for ``--full``: the points of a whole sheet."""
    return whole_number("--full", text, least=1, most=MOST_FULL)


def _score(number: int, written: str, full: int) -> Decimal:
    """Full-width digits, as an input method leaves them, are digits too."""
    text = normalize("NFKC", written)
    if not _NUMBER.fullmatch(text):
        message = _("第 %(line)d 行 score 列不是数：%(score)s。请写成 92 或 92.5 这样。")
        raise Refused(message % {"line": number, "score": written}, code="not_a_number")
    if text.startswith("-"):
        message = _("第 %(line)d 行 score 列是负数：%(score)s。得分不能低于 0。")
        raise Refused(message % {"line": number, "score": written}, code="negative_score")
    if Decimal(text) > full:
        message = _("第 %(line)d 行 score 列超过满分 %(full)d：%(score)s。满分不是 %(full)d 分的，请用 --full 写明。")
        detail = {"line": number, "score": written, "full": full}
        raise Refused(message % detail, code="score_above_full")
    return Decimal(text)


def _refused_twice(line: Line, first: int) -> Refused:
    message = _(
        "第 %(line)d 行 judge、organisation 两列和前面重复：%(judge)s 在第 %(first)d 行已经给 %(organisation)s 打过分。请只留一行。"
    )
    detail = {"line": line.number, "first": first, "judge": line.judge, "organisation": line.organisation}
    return Refused(message % detail, code="judge_twice")
