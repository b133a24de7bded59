"""Photos and minutes that look used twice: questions for the people who know, never a verdict (docs: method/recycled)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import comb

from guanmo.method.ledger_due import year_shown
from guanmo.method.recycled import alike_pictures, alike_texts, comparable
from guanmo.stages.organisations.models import User
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, RecordEvidence
from guanmo.stages.records.queries.records import values_of, visible_to

_PHOTOS = "photo"
"""Only pictures of activities are compared: scans of forms are alike by nature."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two records that look alike: ``bits`` of 64 in which their photos differ, or the ``share`` of text in per cent."""

    first: Record
    second: Record
    bits: int | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions, and how many pairs of photos and of texts were compared to find them."""

    found: tuple[Question, ...]
    photo_pairs: int
    text_pairs: int


def questions_for(user: User, today: date) -> Questions:
    """This year's records in the user's reach."""
    records = visible_to(user).filter(held_on__gte=year_shown(today)).exclude(state=RecordState.DRAFT)
    records = records.exclude(supplements__withdraws=True).prefetch_related("supplements").order_by("held_on", "pk")
    photos, photo_pairs = _photos({one.pk: one for one in records})
    texts, text_pairs = _texts(list(records))
    return Questions((*photos, *texts), photo_pairs, text_pairs)


def _photos(records: dict[int, Record]) -> tuple[list[Question], int]:
    uses = RecordEvidence.objects.filter(record__in=records, role=_PHOTOS).exclude(file__fingerprint="")
    found = {
        (one.pk, one.record_id): one.file.fingerprint for one in uses.select_related("file").order_by("record_id", "pk")
    }
    pairs = alike_pictures(found)
    asked = [
        Question(records[one[1]], records[other[1]], bits=bits)
        for one, other, bits in pairs
        if records[one[1]].held_on != records[other[1]].held_on
    ]
    return asked, comb(len(comparable(found)), 2)


def _texts(records: list[Record]) -> tuple[list[Question], int]:
    """Within one ledger of one organisation: what another wrote of the same work may well be alike."""
    groups: dict[tuple[int, str, str], dict[int, str]] = defaultdict(dict)
    by_key = {one.pk: one for one in records}
    for one in records:
        for asked in one.type.ledger.fields:
            text = values_of(one).get(asked.name) if asked.kind == "long_text" else None
            if text:
                groups[one.organisation_id, one.type.code, asked.name][one.pk] = text
    alike = [pair for texts in groups.values() for pair in alike_texts(texts)]
    asked_about = [Question(by_key[one], by_key[other], share=share) for one, other, share in alike]
    return asked_about, sum(comb(len(texts), 2) for texts in groups.values())
