"""One record as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from guanmo.desk.records.words import TONES, lacks, period_with_year, value_text
from guanmo.method.ledger import Field
from guanmo.method.ledger_values import step_day
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, holds
from guanmo.stages.records.domain.sign_record import valid_signatures
from guanmo.stages.records.enums import SIGNED_PAGE, RecordState, SignatureRole
from guanmo.stages.records.models import Record, RecordEvidence, Signature
from guanmo.stages.records.queries import is_closed, is_withdrawn, keeps, promotable, values_of, was_filed, words_of
from guanmo.stages.records.rules import may_promote
from guanmo.ui.shapes import TimelineEntry, Tone


@dataclass(frozen=True, slots=True)
class TableView:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class StepView:
    title: str
    on: str
    note: str
    files: Sequence[RecordEvidence]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One place to sign; ``offered`` when this user may sign here now."""

    role: SignatureRole
    signed: Signature | None
    offered: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    tone: Tone
    rows: Sequence[tuple[str, str]]
    tables: Sequence[TableView]
    steps: Sequence[StepView]
    papers: Sequence[tuple[str, Sequence[RecordEvidence]]]
    signatures: Sequence[SignatureView]
    lacks: Sequence[str]
    history: Sequence[TimelineEntry]
    keeps: bool
    withdrawn: bool
    returned: bool
    may_promote: bool
    closed: bool
    may_close: bool


def page_of(user: User, record: Record) -> RecordPage:
    """The page of a record that the user may see."""
    values, words, ledger = values_of(record), words_of(record), record.type.ledger
    draft = record.state == RecordState.DRAFT
    return RecordPage(
        tone=TONES[record.state],
        rows=[*_dates(record), *((f.title, value_text(f, values.get(f.name), words)) for f in ledger.fields if f.kind != "table")],
        tables=[_table(f, values.get(f.name) or []) for f in ledger.fields if f.kind == "table"],
        steps=_steps(record, values),
        papers=_papers(record),
        signatures=_signatures(user, record),
        lacks=[] if draft else lacks(user, record),
        history=_history(record),
        keeps=keeps(user, record.organisation),
        withdrawn=is_withdrawn(record),
        returned=draft and was_filed(record),
        may_promote=_promotable(user, record),
        closed=is_closed(record),
        may_close=_closable(user, record),
    )  # fmt: skip


def _dates(record: Record) -> list[tuple[str, str]]:
    rhythm = record.type.ledger.rhythm
    found = [(record.type.ledger.date_title, date_format(record.held_on, "DATE_FORMAT"))]
    return [*found, (_("所属时期"), period_with_year(record.period))] if rhythm and rhythm.asks_period else found


def _table(asked: Field, rows: Sequence[dict[str, Any]]) -> TableView:
    cells = [[value_text(column, row.get(column.name), {}) for column in asked.columns] for row in rows]
    return TableView(asked.title, [column.title for column in asked.columns], cells)


_DAY = Field("on", "", "date")


def _steps(record: Record, values: dict[str, Any]) -> list[StepView]:
    written, files = values.get("steps") or {}, list(record.evidence.select_related("file"))
    return [
        StepView(
            step.title,
            value_text(_DAY, step_day(values, step.code), {}),
            (written.get(step.code) or {}).get("note", ""),
            [one for one in files if one.role == step.code],
        )
        for step in record.type.ledger.steps
    ]


def _papers(record: Record) -> list[tuple[str, list[RecordEvidence]]]:
    files = list(record.evidence.select_related("file"))
    titles = {SIGNED_PAGE: _("签了字的那一页")} | {one.role: one.title for one in record.type.ledger.evidence}
    steps = {step.code for step in record.type.ledger.steps}
    found: dict[str, list[RecordEvidence]] = {}
    for one in files:
        if one.role not in steps:
            found.setdefault(titles.get(one.role, _("材料")), []).append(one)
    return list(found.items())


def _signatures(user: User, record: Record) -> list[SignatureView]:
    signed, open_now = valid_signatures(record), record.state == RecordState.AWAITING_SIGNATURES
    secretary = open_now and holds(user, record.organisation, [Duty.SECRETARY])
    of_the_house = open_now and holds(user, record.organisation, list(Duty))
    already = any(one.user_id == user.pk for one in signed.values())
    may = {SignatureRole.SECRETARY: secretary, SignatureRole.RECORDER: of_the_house and not secretary}
    return [
        SignatureView(role, signed.get(role), may[role] and role not in signed and not already)
        for role in map(SignatureRole, record.type.ledger.signatures)
    ]


def _promotable(user: User, record: Record) -> bool:
    return (
        bool(record.type.ledger.library)
        and promotable(record)
        and may_promote(access_of(user), record.organisation.path)
    )


def _closable(user: User, record: Record) -> bool:
    filed = bool(record.type.ledger.closes) and record.state == RecordState.LOCKED and not is_withdrawn(record)
    return filed and not is_closed(record) and keeps(user, record.organisation)


def _history(record: Record) -> list[TimelineEntry]:
    steps = [
        (one.at, TimelineEntry(one.get_target_display(), _moment(one.at), one.by.name if one.by else "", one.note, TONES[one.target]))
        for one in record.transitions.select_related("by")
    ]  # fmt: skip
    signed = [
        (one.at, TimelineEntry(_("%(role)s签字：%(name)s") % {"role": one.get_role_display(), "name": one.name}, _moment(one.at), icon="signature"))
        for one in record.signatures.all()
    ]  # fmt: skip
    added = [
        (one.at, TimelineEntry(_("作废") if one.withdraws else _("更正补充"), _moment(one.at), one.by.name, one.reason, "warn", "file-plus"))
        for one in record.supplements.select_related("by")
    ]  # fmt: skip
    closed = [
        (record.closing.at, TimelineEntry(_("结档"), _moment(record.closing.at), record.closing.by.name, icon="lock"))
    ] if is_closed(record) else []  # fmt: skip
    return [entry for _at, entry in sorted([*steps, *signed, *added, *closed], key=lambda pair: pair[0], reverse=True)]


def _moment(at: Any) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
