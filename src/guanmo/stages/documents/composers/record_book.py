"""Compose the record book of one organisation and year: what was closed, in the order in which it was closed (S1-V-2.2-b)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from guanmo.method.ledger import Field
from guanmo.method.ledger_values import is_empty
from guanmo.stages.documents.content import Minutes, RecordBookContent, Remark, SignedBy
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.domain.keep_record import title_of
from guanmo.stages.records.enums import SignatureRole
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries import values_of, words_of

BOOK_NUMBER = "book_no"
"""The field of a ledger that takes the number of the book on paper."""


@override("zh-hans")
def record_book(organisation: Organisation, year: int, records: Iterable[Record], *, today: date) -> RecordBookContent:
    """The book; ``records`` come in their order. The form is the county's where no other issuer is named."""
    found = list(records)
    issuers = {one.type.ledger.book for one in found if one.type.ledger.book}
    return RecordBookContent(
        title=f"{year}年党组织会议记录本",
        template_of="、".join(sorted(issuers)) or "县委",
        organisation=organisation.name,
        number=f"{organisation.code}-{year}",
        date=today,
        entries=tuple(_minutes(one) for one in found),
    )


def _minutes(record: Record) -> Minutes:
    ledger, values, words = record.type.ledger, values_of(record), words_of(record)
    short = [one for one in ledger.fields if one.kind not in ("long_text", "table") and one.name != BOOK_NUMBER]
    return Minutes(
        kind=ledger.title,
        date_title=ledger.date_title,
        held_on=record.held_on,
        subject=title_of(ledger, values),
        facts=tuple(
            (one.title, answer_text(one, values.get(one.name), words))
            for one in short
            if one.required or not is_empty(values.get(one.name))
        ),
        texts=tuple((one.title, values.get(one.name) or "") for one in ledger.fields if one.kind == "long_text"),
        signed=tuple(_signed(record)),
        paper_book=str(values.get(BOOK_NUMBER) or ""),
        remarks=tuple(_remarks(record)),
    )


def answer_text(asked: Field, value: Any, words: Mapping[str, str]) -> str:
    """What was written in one field as papers say it; a dash where nothing was."""
    if is_empty(value):
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if asked.kind == "holder" and value == "other":
        return "其他人"
    parts = value if isinstance(value, list) else [value]
    return "、".join(asked.choices.get(one) or words.get(one) or str(one) for one in parts)


def _signed(record: Record) -> Iterator[SignedBy]:
    signed = {one.role: one for one in record.signatures.all()}
    for role in map(SignatureRole, record.type.ledger.signatures):
        one = signed.get(role)
        yield SignedBy(str(role.label), one.name, _day(one.at), one.on_paper) if one else SignedBy(str(role.label))


def _remarks(record: Record) -> Iterator[Remark]:
    for one in record.supplements.all():
        yield Remark(_day(one.at), "作废" if one.withdraws else "更正补充", one.reason)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
