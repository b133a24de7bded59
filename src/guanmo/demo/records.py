"""The demo county's ledgers: the shipped ones, and this year's records of the showcase township, in bulk."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from guanmo.demo.county import SHOWCASE
from guanmo.method.rhythm import first_day, periods
from guanmo.stages.organisations.enums import OBSERVED, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import subordinates
from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.domain.keep_record import Entry, derived
from guanmo.stages.records.enums import RecordState, kinds_of
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import Record, RecordType

KEPT: dict[str, dict[str, Any]] = {
    "theme_party_day": {"theme": "学习身边的榜样", "content": "集中学习，开展志愿服务", "present": 21},
    "party_group": {"agenda": "学习文件，安排本月工作", "expected": 9, "present": 8},
    "secretary_ledger": {"matter": "整理党员活动室", "measure": "专人负责，月底前完成", "result": "已完成"},
    "party_lesson": {
        "topic": "把支部建在产业上",
        "lecturer": "other",
        "audience": ["all"],
        "medium": "classroom",
        "present": 26,
    },
    "progress_report": {"progress": "按计划推进"},
}
"""What the made-up organisations wrote, again and again."""
_KEEPS = 85
"""Per cent of the periods that were kept."""


def build_records(townships: list[Organisation], today: date) -> None:
    """Load the ledgers; the showcase's villages and two-new organisations kept most of what is due."""
    by = User.objects.get(username="xian")
    load_ledgers(shipped_ledgers(), kept_from=date(today.year, 1, 1), by=by)
    showcase = next(one for one in townships if one.short_name == SHOWCASE)
    types = list(RecordType.objects.filter(code__in=KEPT))
    random = Random(20260106)
    Record.objects.bulk_create(
        record for one in subordinates(showcase, OBSERVED) for record in _of(one, types, today, random)
    )


def _of(organisation: Organisation, types: list[RecordType], today: date, random: Random) -> Iterator[Record]:
    for type in types:
        rhythm = type.ledger.rhythm
        if rhythm is None or Kind(organisation.kind) not in kinds_of(type.ledger.kinds):
            continue
        for period in periods(rhythm.every, date(today.year, 1, 1), today)[:-1]:
            if random.randrange(100) < _KEEPS:
                yield _record(organisation, type, period)


def _record(organisation: Organisation, type: RecordType, period: str) -> Record:
    rhythm = type.ledger.rhythm
    assert rhythm is not None
    day = first_day(rhythm.every, period).replace(day=10)
    entry = Entry(day, KEPT[type.code], period)
    return Record(
        type=type, organisation=organisation, held_on=day, values=dict(entry.values), state=RecordState.LOCKED,
        **derived(type.ledger, entry),
    )  # fmt: skip
