"""Which figures must a reader find in each document? Written from the content by hand, not by the exporters' code."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import singledispatch

from guanmo.stages.documents.content import (
    AggregateContent,
    AssessmentContent,
    BulletinContent,
    CollectionContent,
    FilingContent,
    GoalArchiveContent,
    LearningContent,
    LedgerContent,
    LetterContent,
    MeetingMinutesContent,
    NoticeContent,
    PlanContent,
    ProgressContent,
    RankingListContent,
    ReceiptContent,
    RecordBookContent,
    ScoreSheetContent,
    SummaryContent,
    WithdrawalContent,
    WorkingLedgerContent,
)


def found(text: str) -> Counter[str]:
    """Every figure in a text, with the number of times it stands there."""
    return Counter(re.findall(r"\d+(?:\.\d+)?", text))


def missing(expected: Counter[str], text: str) -> Counter[str]:
    """The expected figures that the text lacks."""
    return expected - found(text)


def squeezed(text: str) -> str:
    """The text without blanks and line ends, which depend on the layout."""
    return re.sub(r"\s+", "", text)


@singledispatch
def expected(content: object) -> Counter[str]:
    """The figures of a content."""
    raise TypeError(type(content))


@expected.register
def _(content: RankingListContent) -> Counter[str]:
    figures = _of_day(content.date)
    for row in content.rows:
        if row.rank is not None:
            figures[str(row.rank)] += 1
        figures.update(f"{score:.2f}" for score in (row.score, *row.section_scores) if score is not None)
        figures[str(row.ballots)] += 1
        figures += found(row.organisation)
        if row.excluded:
            figures[str(row.excluded)] += 1
    figures += found(content.sealed.fingerprint) if content.sealed else Counter()
    return figures + found(content.title) + found(content.rule.classes) + Counter(["1", "1", "2"])


@expected.register
def _(content: ScoreSheetContent) -> Counter[str]:
    figures = found(content.organisation) + Counter([_short(content.total)])
    for section in content.sections:
        figures[_short(section.points)] += 1
        for item in section.items:
            figures += found(f"{item.no}.{item.text}")
            figures[_short(item.points)] += 1
            if item.applies and item.deducted is not None:
                figures.update([_short(item.deducted), _short(item.points - item.deducted)])
                figures += found(item.reason)
    for value in (content.score, content.points_kept, content.points_possible):
        figures.update([_short(value)] if value is not None else [])
    return figures


@expected.register
def _(content: NoticeContent) -> Counter[str]:
    figures = found(content.number) + found(content.organisation) + found(content.round_name)
    figures += _of_day(content.date) + _of_day(content.due_on)
    for problem in content.problems:
        figures += found(problem.matter) + found(problem.item)
        figures[_short(problem.points or Decimal(0))] += 1
        figures += _of_day(problem.due_on) if problem.due_on else Counter()
    return figures


@expected.register
def _(content: LedgerContent) -> Counter[str]:
    figures = _of_day(content.date)
    for entry in content.entries:
        figures += found(entry.organisation) + found(entry.matter) + found(entry.measure)
        figures += _of_day(entry.due_on) if entry.due_on else Counter()
        figures += _of_day(entry.signed_off_on) if entry.signed_off_on else Counter()
    return figures


@expected.register
def _(content: BulletinContent) -> Counter[str]:
    figures = found(content.number) + found(content.title) + _of_day(content.date)
    figures += sum((found(paragraph.text) for paragraph in content.body), Counter())
    return figures + sum((expected(item) for item in content.attachments), Counter())


@expected.register
def _(content: FilingContent) -> Counter[str]:
    figures = found(content.number) + _of_day(content.date)
    # 07:04 and 01:30 of universal time are 15:04 and 09:30 in the county.
    figures += found("2026年10月9日 15:04 2026年10月12日 09:30")
    return figures + sum((expected(item) for item in content.lists), Counter())


@expected.register
def _(content: SummaryContent) -> Counter[str]:
    lines = (
        *content.overview,
        *content.experience,
        *content.exemplars,
        *content.problems,
        *content.ideas,
        *content.responsibility,
    )
    return sum((found(line) for line in lines), _of_day(content.date))


@expected.register
def _(content: AggregateContent) -> Counter[str]:
    figures = _of_day(content.date) + found(content.organisation) + Counter([f"{content.score:.2f}", str(content.rank)])
    figures += Counter(f"{one:.2f}" for one in content.scores) + Counter([str(len(content.scores))])
    for section in content.sections:
        figures += Counter([_short(section.points), f"{section.score:.2f}"])
        for item in section.items:
            figures += found(f"{item.no}.{item.text}")
            if item.applies:
                figures += Counter([str(item.judges), _short(item.deducted or Decimal(0)), f"{item.mean:.2f}"])
                figures += sum((found(reason) for reason in item.reasons), Counter())
    return figures


@expected.register
def _(content: ReceiptContent) -> Counter[str]:
    figures = _of_day(content.date) + found(content.organisation) + found(content.round_name)
    figures += Counter([f"{content.score:.2f}", str(content.rank), str(content.of), str(content.ballots)])
    for line in content.lines:
        figures += found(line.item) + found(line.reason) + found(line.rule) + found(line.remedy)
        figures[_short(line.points)] += 1
    return figures


@expected.register
def _(content: ProgressContent) -> Counter[str]:
    figures = _of_day(content.date)
    for row in content.rows:
        figures += found(row.organisation)
        figures += Counter(str(count) for count in (row.entered, row.signed_off, row.entered - row.signed_off))
        figures[str(row.overdue)] += 1
    sums = [sum(getattr(row, name) for row in content.rows) for name in ("entered", "signed_off", "overdue")]
    return figures + Counter(str(one) for one in sums if content.rows)


@expected.register
def _(content: LearningContent) -> Counter[str]:
    lines = (content.round_name, content.title, *content.ideas, *content.experience, *content.gaps)
    return sum((found(line) for line in lines), _of_day(content.date))


@expected.register
def _(content: LetterContent) -> Counter[str]:
    figures = found(content.number) + found(content.title) + _of_day(content.date)
    return figures + sum((found(paragraph.text) for paragraph in content.body), Counter())


@expected.register
def _(content: MeetingMinutesContent) -> Counter[str]:
    figures = found(content.number) + found(content.title) + found(content.meeting)
    figures += _of_day(content.held_on) + _of_day(content.date)
    return figures + sum((found(paragraph.text) for paragraph in content.body), Counter())


@expected.register
def _(content: PlanContent) -> Counter[str]:
    figures = _of_day(content.date) + found(content.title)
    figures += sum((found(paragraph.text) for paragraph in content.body), Counter())
    for one in content.basis:
        figures += found(one.number) + (_of_day(one.date) if one.date else Counter())
    return figures


@expected.register
def _(content: WithdrawalContent) -> Counter[str]:
    texts = (content.number, content.title, content.withdrawn, content.withdrawn_number, content.reason)
    return sum((found(text) for text in texts), _of_day(content.date) + _of_day(content.issued_on))


@expected.register
def _(content: AssessmentContent) -> Counter[str]:
    figures = _of_day(content.date) + found(content.title)
    for row in content.rows:
        figures += sum((found(text) for text in (row.organisation, row.round_name, row.filing)), Counter())
        figures += _of_day(row.accepted_on)
        figures += Counter([f"{row.score:.2f}", str(row.rank)]) if row.score is not None else Counter()
    return figures


@expected.register
def _(content: WorkingLedgerContent) -> Counter[str]:
    figures = _of_day(content.date)
    for entry in content.entries:
        texts = (entry.organisation, entry.round_name, entry.item, entry.matter, entry.measure, entry.notice)
        figures += sum((found(text) for text in texts), Counter())
        figures += found(entry.looked_back) + Counter([str(entry.judges), _short(entry.points or Decimal(0))])
        figures += _of_day(entry.due_on) if entry.due_on else Counter()
        figures += _of_day(entry.signed_off_on) if entry.signed_off_on else Counter()
        figures[str(entry.days_over)] += 0 if entry.days_over is None else 1
    return +figures


@expected.register
def _(content: CollectionContent) -> Counter[str]:
    figures = _of_day(content.date) + found(content.title)
    for number, case in enumerate(content.cases, 1):
        figures += Counter([str(number)]) + _of_day(case.date) + found(case.organisation) + found(case.organisation)
        figures += sum((found(words) for _title, words in case.facts), found(case.reason))
        figures += sum((found(line) for _title, lines in case.texts for line in lines), Counter())
    return figures


@expected.register
def _(content: RecordBookContent) -> Counter[str]:
    figures = found(content.title) + found(content.organisation) + found(content.number)
    for number, one in enumerate(content.entries, 1):
        figures += Counter([str(number), str(number)]) + _of_day(one.held_on) + _of_day(one.held_on)
        figures += found(one.paper_book) + found(one.paper_book) + found(one.subject)
        figures += sum((found(words) for _title, words in (*one.facts, *one.texts)), Counter())
        figures += sum((_of_day(signed.on) for signed in one.signed if signed.on), Counter())
        figures += sum((_of_day(remark.on) + _of_day(remark.on) for remark in one.remarks), Counter())
    return figures


@expected.register
def _(content: GoalArchiveContent) -> Counter[str]:
    figures = found(content.title) + found(content.organisation) + _of_day(content.date) + _of_day(content.begun_on)
    figures += _of_day(content.closed_on) if content.closed_on else Counter()
    for table in content.tables:
        for number, row in enumerate(table.rows, 1):
            figures += Counter([str(number)]) + sum((found(cell) for cell in row), Counter())
    for number, paper in enumerate(content.papers, 1):
        figures += Counter([str(number)]) + found(paper.name) + _of_day(paper.on)
    for number, update in enumerate(content.updates, 1):
        figures += Counter([str(number)]) + found(update.reason) + _of_day(update.on)
    return figures


def _of_day(value: date) -> Counter[str]:
    return Counter([str(value.year), str(value.month), str(value.day)])


def _short(value: Decimal) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
