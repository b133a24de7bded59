"""How does the record book look? A cover with the list of entries, then one form for every meeting (S1-V-2.2-b)."""

from collections.abc import Iterator

from guanmo.stages.documents.content.record_book import Minutes, RecordBookContent, Remark, SignedBy
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Gap,
    Margins,
    NewPage,
    Paper,
    Para,
    Row,
    Strip,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.words import day

LIST = (
    Column("序号", 14),
    Column("日期", 34),
    Column("会议", 38, Align.LEFT),
    Column("内容", 54, Align.LEFT),
    Column("纸质记录本", 30),
)
FORM = (Column("", 28), Column("", 57, Align.LEFT), Column("", 28), Column("", 57, Align.LEFT))
PAGE = Margins(24, 20, 22, 20)
_ROOM = 5
"""Lines left empty to be written by hand where neither the minutes nor the number of a paper book is kept."""


def lay_out_record_book(content: RecordBookContent) -> Paper:
    """The same form for every organisation of the county; each meeting begins a page."""
    rows = tuple(_line(number, one) for number, one in enumerate(content.entries, 1))
    blocks: list[Block] = [
        Title(content.title),
        Para(content.organisation, Style.CENTER),
        Para(f"编号：{content.number}", Style.CENTER),
        Para(f"（{content.template_of}统一样式）", Style.CENTER),
        Gap(),
        Table(LIST, rows or (_nothing(),), size=12, row_height=9),
    ]
    for number, one in enumerate(content.entries, 1):
        blocks += _entry(content, number, one)
    return Paper(f"{content.title} {content.number}", content.date, tuple(blocks), margins=PAGE)


def _line(number: int, one: Minutes) -> Row:
    subject = "；".join(part for part in (one.subject, *map(_remark, one.remarks)) if part)
    return (
        Cell(str(number)),
        Cell(day(one.held_on)),
        Cell(one.kind),
        Cell(subject or "—"),
        Cell(one.paper_book or "—"),
    )


def _nothing() -> Row:
    return (Cell("还没有归档的会议记录", colspan=5, align=Align.CENTER), None, None, None, None)


def _entry(content: RecordBookContent, number: int, one: Minutes) -> Iterator[Block]:
    yield NewPage()
    yield Title(f"{one.kind}记录", 18)
    yield Strip((f"{content.organisation}", f"{content.number}　第{number}号"))
    facts = [(one.date_title, day(one.held_on)), *one.facts]
    if one.paper_book:
        facts.append(("纸质记录本", one.paper_book))
    elsewhere = f"见纸质记录本（{one.paper_book}）" if one.paper_book else "\n" * _ROOM
    rows = [*_pairs(facts), *(_wide(title, words or elsewhere) for title, words in one.texts)]
    rows += [_wide(f"{signed.role}签字", _signature(signed)) for signed in one.signed]
    rows += [_wide("备　　注", "\n".join(map(_remark, one.remarks)))] if one.remarks else []
    yield Table(FORM, tuple(rows), head=False, size=12, row_height=10)


def _signature(signed: SignedBy) -> str:
    where = "（在纸质记录本上签字）" if signed.on_paper else ""
    return f"{signed.name}{where}　{day(signed.on)}" if signed.name else ""


def _remark(remark: Remark) -> str:
    return f"{day(remark.on)}{remark.what}：{remark.reason}"


def _pairs(facts: list[tuple[str, str]]) -> Iterator[Row]:
    """Two short answers in a row; the last one takes what is left of it."""
    for at in range(0, len(facts) - 1, 2):
        (a, b), (c, d) = facts[at], facts[at + 1]
        yield (Cell(a, strong=True), Cell(b), Cell(c, strong=True), Cell(d))
    if len(facts) % 2:
        yield _wide(*facts[-1])


def _wide(label: str, text: str) -> Row:
    return (Cell(label, strong=True), Cell(text, colspan=3), None, None)
