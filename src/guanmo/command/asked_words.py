"""The questions of ``guanmo judges``: what the file says of times and places, and the questions in a terminal and in JSON."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from guanmo.command.language import gettext as _
from guanmo.command.scores_csv import Line
from guanmo.lib.refusal import Refused
from guanmo.method.diagnostics.seen import Sheet
from guanmo.stages.results.content import base_rate, kind_names, question

if TYPE_CHECKING:
    from guanmo.method.diagnostics.asked import Asked

COLUMNS = ("judge_area", "area", "day", "time")
NOON = 12


def sheets_of(lines: Sequence[Line]) -> list[Sheet]:
    """The sheets as the diagnostics see them. Raises ``Refused`` on a time of day that cannot be read."""
    days = {text: number for number, text in enumerate(_in_order({one.more["day"] for one in lines} - {""}), 1)}
    return [
        Sheet(
            judge=one.judge,
            organisation=one.organisation,
            score=float(one.score),
            home=one.more["judge_area"],
            away=one.more["area"],
            day=days.get(one.more["day"]),
            afternoon=_afternoon(one),
        )
        for one in lines
    ]


def _in_order(days: set[str]) -> list[str]:
    """Numbers by size, dates such as 2026-11-02 by date."""
    try:
        return sorted(days, key=Decimal)
    except InvalidOperation:
        return sorted(days)


def _afternoon(line: Line) -> bool | None:
    text = line.more["time"].replace("：", ":")
    if not text:
        return None
    hour = text.partition(":")[0]
    if not (hour.isascii() and hour.isdigit() and int(hour) < 24):
        message = _("第 %(line)d 行的 time 看不懂：%(time)s。请写成 09:30 或 14:05 这样。")
        raise Refused(message % {"line": line.number, "time": line.more["time"]}, code="bad_time")
    return int(hour) >= NOON


def asked_lines(asked: "Asked") -> Iterator[str]:
    """Each question with its base rate, then what was looked at in vain and what cannot be seen."""
    yield _("要问一问的地方：") if asked.questions else _("没有看出要问的地方。")
    for number, one in enumerate(asked.questions, 1):
        yield f"{number}. {question(one.kind, one.about, one.size, one.sheets, _)}"
        yield f"   {base_rate(one.kind, one.chance, _)}"
    if asked.silent:
        yield _("看过、没有发现的：%(kinds)s。") % {"kinds": kind_names(asked.silent, _)}
    if asked.unknown:
        yield _("这张打分表看不出来的：%(kinds)s。") % {"kinds": kind_names(asked.unknown, _)}


def asked_json(asked: "Asked") -> dict[str, object]:
    return {
        "questions": [
            {
                "kind": one.kind,
                "about": one.about,
                "size": round(one.size, 3),
                "chance": round(one.chance, 4),
                "sheets": one.sheets,
                "question": question(one.kind, one.about, one.size, one.sheets, _),
            }
            for one in asked.questions
        ],
        "silent": asked.silent,
        "unknown": asked.unknown,
    }
