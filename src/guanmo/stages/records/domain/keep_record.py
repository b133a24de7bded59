"""Enter a record: draft, file, sign, lock (workflows.md 12). What is filed never changes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.method.ledger import Ledger
from guanmo.method.ledger_due import period_meant
from guanmo.method.ledger_values import Problem, counts_also_as, each_of, problems
from guanmo.method.lifecycle import RECORD, may_follow
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.domain.check_recipient import check_recipient
from guanmo.stages.records.domain.evidence import HeldFiles, Uploads, attach_all, attach_held, ready_files
from guanmo.stages.records.enums import SIGNED_PAGE, RecordState, kinds_of
from guanmo.stages.records.errors import ChangedMeanwhile, RecordIncomplete, RecordLocked
from guanmo.stages.records.models import Record, RecordTransition, RecordType
from guanmo.stages.records.queries import another_of_the_period, is_withdrawn, reads, values_of, was_filed
from guanmo.stages.records.rules import may_keep


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written. ``files`` are new uploads, ``held`` files that the organisation has already, both by role.

    ``seen`` is the stamp (``stamp_of``) of the record that the writer had before the eyes; None when nothing was shown.
    """

    held_on: date
    values: Mapping[str, Any]
    period: str = ""
    files: Uploads = field(default_factory=dict)
    held: HeldFiles = field(default_factory=dict)
    seen: str | None = None


def keep_draft(
    type: RecordType, organisation: Organisation, entry: Entry, *, record: Record | None = None, by: User
) -> Record:
    """Keep what was written so far. Raises NotAllowed, RecordIncomplete (a wrong value), RecordLocked, AttachmentRefused."""
    check_keeper(organisation, by)
    if Kind(organisation.kind) not in kinds_of(type.ledger.kinds):
        raise NotAllowed(_("这类组织不用记“%(title)s”。") % {"title": type.title})
    check_reader(type, organisation, by)
    check(type.ledger, entry, complete=False)
    ready = ready_files(entry.files)
    with transaction.atomic():
        kept = _written(type, organisation, entry, record, by)
        attach_all(kept, ready, by=by)
        attach_held(kept, entry.held, by=by)
    return kept


@transaction.atomic
def file_record(record: Record, *, by: User) -> Record:
    """File a draft: it waits for its signatures, or is locked at once.

    Raises NotAllowed, RecordLocked, RecordIncomplete (also where a paper is not there that must be).
    """
    check_keeper(record.organisation, by)
    record = lock(record)
    _check_open(record)
    check(record.type.ledger, Entry(record.held_on, record.values, record.period))
    check_recipient(record, record.values)
    _check_papers(record)
    _check_one(record)
    target = RecordState.AWAITING_SIGNATURES if record.type.ledger.signatures else RecordState.LOCKED
    advance(record, target, by=by)
    return record


@transaction.atomic
def discard_draft(record: Record, *, by: User) -> None:
    """Throw a draft away; its files stay with the organisation. Raises NotAllowed, RecordLocked (filed, now or once)."""
    check_keeper(record.organisation, by)
    record = lock(record)
    if record.state != RecordState.DRAFT:
        raise already_filed()
    if was_filed(record):
        raise RecordLocked(_("这份记录提交过，签字和经过要留着，不能删除。不要了，请写明原因作废。"))
    note("record.discarded", record, by=by, type=record.type.code)
    record.delete()


def check_keeper(organisation: Organisation, by: User) -> None:
    """Raises NotAllowed."""
    if not may_keep(access_of(by), organisation.path, organisation.pk, organisation.kind):
        raise NotAllowed(_("只有本组织和上级乡镇（街道）可以登记。"))


def check_reader(type: RecordType, organisation: Organisation, by: User) -> None:
    """Nobody writes into a ledger that he must not read. Raises NotAllowed."""
    if not reads(by, organisation, type):
        raise NotAllowed(_("“%(title)s”只由本组织自己记，上级看不到。") % {"title": type.title})


def lock(record: Record) -> Record:
    """The record as it is now, held until the transaction ends. Raises RecordLocked when it was thrown away meanwhile."""
    found = (
        Record.objects.select_for_update(of=("self",))
        .select_related("type", "organisation")
        .filter(pk=record.pk)
        .first()
    )
    if found is None:
        raise RecordLocked(_("这份草稿已经删除。"))
    return found


def advance(record: Record, target: RecordState, *, reason: str = "", by: User | None) -> None:
    """Write one step. A defect (AssertionError) where the table of the lifecycle has no such step."""
    assert may_follow(RECORD, record.state, target)
    RecordTransition.objects.create(record=record, source=record.state, target=target, note=reason, by=by)
    note("record.advanced", record, by=by, before=record.state, after=target)
    record.state = target
    record.save(update_fields=["state"])


def already_filed() -> RecordLocked:
    """The refusal of a change to what was filed."""
    return RecordLocked(_("记录已经提交，不能再改。要改正，请用“更正补充”。"))


def _check_open(record: Record) -> None:
    if record.state != RecordState.DRAFT:
        raise already_filed()
    if is_withdrawn(record):
        raise RecordLocked(_("这份记录已经作废，不能再更正。"), code="withdrawn")


def check(ledger: Ledger, entry: Entry, *, complete: bool = True) -> None:
    """Raises RecordIncomplete with the first thing that is wrong."""
    if entry.held_on > timezone.localdate():
        raise RecordIncomplete(_("日期不能晚于今天。"), code="future")
    found = problems(ledger, entry.values, complete=complete)
    if found:
        raise RecordIncomplete(sentence(ledger, found[0]), code=found[0].code)


def _check_papers(record: Record) -> None:
    there = set(record.evidence.values_list("role", flat=True))
    for paper in record.type.ledger.evidence:
        if paper.must and paper.role not in there:
            raise RecordIncomplete(_("请先附上“%(title)s”，再提交。") % {"title": paper.title}, code="no_paper")


def _check_one(record: Record) -> None:
    """Two people who file at once wait for each other, so that the second is told."""
    if not record.type.ledger.closes:
        return
    Organisation.objects.select_for_update(of=("self",)).get(pk=record.organisation_id)
    if another_of_the_period(record):
        raise RecordIncomplete(
            _("%(period)s年的“%(title)s”已经有了，请在那一份里更新。")
            % {"period": record.period[:4], "title": record.type.title},
            code="twice",
        )


def sentence(ledger: Ledger, problem: Problem) -> str:
    """What is wrong, with the words of the ledger."""
    titles = {one.name: one.title for one in ledger.fields} | {one.code: one.title for one in ledger.steps}
    words = {
        "empty": _("“%(title)s”还没有填写。"),
        "wrong_kind": _("“%(title)s”填得不对。请按要求重新填写。"),
        "unknown_choice": _("“%(title)s”里没有这个选项。请重新选择。"),
        "skipped": _("“%(title)s”前面还有步骤没有日期，不能跳过。请先补上前面的步骤。"),
        "out_of_order": _("“%(title)s”的日期早于前面的步骤。请核对。"),
    }
    return words[problem.code] % {"title": titles.get(problem.place, problem.place)}


def stamp_of(record: Record) -> str:
    """What tells one state of a record, with its corrections, from the next."""
    last = record.supplements.order_by("pk").last()
    return f"{digest_of(record)}-{last.pk if last else 0}"


def check_unchanged(record: Record, entry: Entry) -> None:
    """Nobody writes over what he has not seen; the same words twice change nothing. Raises ChangedMeanwhile."""
    same = values_of(record) == dict(entry.values) and record.held_on == entry.held_on
    if entry.seen is not None and entry.seen != stamp_of(record) and not same:
        raise ChangedMeanwhile(_("这份记录刚刚有人改过。您写的内容还在下面，请对照最新的内容，核对以后再保存。"))


def digest_of(record: Record) -> str:
    """The fingerprint of everything that a signature stands for."""
    papers = sorted(
        [one.role, one.file.digest] for one in record.evidence.select_related("file") if one.role != SIGNED_PAGE
    )
    content = [record.type_id, record.held_on.isoformat(), record.period, record.values, papers]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def derived(ledger: Ledger, entry: Entry) -> dict[str, Any]:
    """What follows from the values and is kept for counting."""
    rhythm = ledger.rhythm
    return {
        "period": period_meant(rhythm, entry.held_on, entry.period, each_of(ledger, entry.values)) if rhythm else "",
        "each": each_of(ledger, entry.values),
        "also": counts_also_as(ledger, entry.values),
        "title": title_of(ledger, entry.values),
    }


def title_of(ledger: Ledger, values: Mapping[str, Any]) -> str:
    """The first written words of a record, by which people know it again."""
    words = (str(values.get(one.name) or "") for one in ledger.fields if one.kind in ("text", "long_text"))
    return next((" ".join(word.split())[:120] for word in words if word), "")


def _written(type: RecordType, organisation: Organisation, entry: Entry, record: Record | None, by: User) -> Record:
    follows = derived(type.ledger, entry)
    if record is None:
        kept = Record.objects.create(
            type=type, organisation=organisation, held_on=entry.held_on, values=dict(entry.values), by=by, **follows
        )
        RecordTransition.objects.create(record=kept, target=RecordState.DRAFT, by=by)
        note("record.begun", kept, by=by, type=type.code)
        return kept
    kept = lock(record)
    check_keeper(kept.organisation, by)
    _check_open(kept)
    check_unchanged(kept, entry)
    kept.held_on, kept.values = entry.held_on, dict(entry.values)
    for name, value in follows.items():
        setattr(kept, name, value)
    kept.save()
    return kept
