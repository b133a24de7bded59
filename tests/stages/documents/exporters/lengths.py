"""Every kind of document with nothing in it, with one line, with a page and with 300 rows, with long names and rare characters."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from typing import Any, TypeVar

from guanmo.stages.documents.content import (
    AggregateItem,
    AggregateSection,
    Content,
    Listed,
    NoticeProblem,
    RankingListContent,
    ScoreSheetSection,
)
from tests.stages.documents.exporters import samples

ROWS = (0, 1, 12, 300)
KINDS = sorted(samples.all_contents())
RARE = "堃喆\U0002cb7c"
LONG = f"青禾镇{RARE}街道网格退役军人、流动党员和“两新”组织从业人员联合服务中心第"
PERSON = f"欧阳{RARE}·买买提"
Any_ = TypeVar("Any_")


def of_length(kind: str, rows: int) -> Content:
    """One kind with so many rows, problems, deductions, cases, meetings or paragraphs."""
    built: Content = named(_BUILT[kind](rows))
    return built


def named(value: Any_) -> Any_:
    """The same with the longest names that offices have, in every place where an organisation or a person stands."""
    if isinstance(value, str):
        return value.replace("青禾镇第", LONG).replace("责任人乙", PERSON).replace("书记甲", PERSON)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(named(one) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type | date):
        return replace(value, **{one.name: named(getattr(value, one.name)) for one in fields(value)})
    return value


def _sheet(rows: int, *, filled: bool) -> Content:
    sheet = samples.sheet(filled)
    each = [len(range(start, rows, 5)) for start in range(5)]
    sections = [
        ScoreSheetSection(
            one.no,
            one.title,
            one.points,
            tuple(samples.sheet_item(n, one.no, filled, "缺签字") for n in range(1, many + 1)),
        )
        for one, many in zip(sheet.sections, each, strict=True)
        if many
    ]
    return replace(sheet, sections=tuple(sections))


def _aggregate(rows: int) -> Content:
    items = [
        AggregateItem(n, f"第{n}项内容按要求开展", Decimal(3), 2, Decimal("1.75"), Decimal("0.58"), ("没有签字",))
        for n in range(1, rows + 1)
    ]
    section = AggregateSection("一", "党建基础", Decimal(25), Decimal("14.42"), tuple(items))
    return replace(samples.aggregate(), sections=(section,) if rows else ())


def _ranking(rows: int) -> RankingListContent:
    """No score is below zero: the 300th has 99.60 - 300 x 0.29 = 12.60."""
    listed = samples.ranking(rows)
    ranked = [
        replace(
            one,
            score=Decimal("99.60") - n * Decimal("0.29"),
            section_scores=tuple(Decimal(full) - n * Decimal("0.03") for full in (25, 30, 20, 15, 10)),
        )
        for n, one in enumerate(listed.rows[:-1], 1)
    ]
    return replace(listed, rows=(*ranked, *listed.rows[-1:]))


def _notice(rows: int) -> Content:
    problems = [
        NoticeProblem(f"第{n}处公开栏没有更新", f"一、党建基础第{n}项", Decimal(n) / 4) for n in range(1, rows + 1)
    ]
    return replace(samples.notice(), problems=tuple(problems))


def _lines(rows: int) -> tuple[str, ...]:
    return tuple(f"第{n}条：挂牌户增加到{n + 40}户，由书记甲负责。" for n in range(1, rows + 1))


def _summary(rows: int) -> Content:
    return replace(
        samples.summary(), overview=(), experience=_lines(rows), exemplars=(), problems=(), responsibility=()
    )


def _archive(rows: int) -> Content:
    archive, goal = samples.goal_archive(), samples.goal_archive().tables[0]
    return replace(archive, tables=(Listed(goal.title, goal.head, _many(goal.rows, rows)),), updates=())


def _many(some: tuple[Any_, ...], rows: int) -> tuple[Any_, ...]:
    return tuple(islice(cycle(some), rows))


def _stretched(sample: Any, field: str) -> Callable[[int], Content]:
    """A sample whose one list gets longer, by what stands in it again and again."""
    return lambda rows: replace(sample, **{field: _many(getattr(sample, field), rows)})


_BUILT: dict[str, Callable[[int], Content]] = {
    "aggregate": _aggregate,
    "assessment": samples.assessment,
    "blank": lambda rows: _sheet(rows, filled=False),
    "bulletin": lambda rows: samples.bulletin((_ranking(rows),)),
    "collection": _stretched(samples.collection(), "cases"),
    "filing": lambda rows: replace(samples.filing(), lists=(_ranking(rows),)),
    "filled": lambda rows: _sheet(rows, filled=True),
    "goal_archive": _archive,
    "learning": lambda rows: replace(samples.learning(), ideas=_lines(rows)),
    "ledger": samples.ledger,
    "letter": lambda rows: replace(samples.letter(rows), to="青禾镇第1村党支部"),
    "meeting_minutes": lambda rows: samples.meeting_minutes(rows),
    "notice": _notice,
    "plan": _stretched(samples.plan(), "body"),
    "progress": samples.progress,
    "ranking": _ranking,
    "receipt": samples.receipt,
    "record_book": _stretched(samples.record_book(), "entries"),
    "summary": _summary,
    "withdrawal": lambda rows: replace(samples.withdrawal(), reason="青禾镇第1村得分有误；" * min(rows, 15)),
    "working_ledger": samples.working_ledger,
}
