"""Say what a ledger asks: a new one, or the next version of one that is kept. No code is needed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.ledger import Field, Ledger, LedgerWrong, read_ledger
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.content import KEPT_OUT
from guanmo.stages.records.domain.month_rows import GUIDE, sheet_name
from guanmo.stages.records.enums import LedgerGroup, kinds_of
from guanmo.stages.records.errors import LedgerRefused
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import in_force
from guanmo.stages.records.queries.asked_once import asks_held, same_ledger
from guanmo.stages.records.rules import may_describe


@transaction.atomic
def describe_ledger(
    content: Mapping[str, Any],
    *,
    kept_from: date,
    shipped: bool = False,
    retired: bool = False,
    new: bool = False,
    by: User | None,
) -> RecordType:
    """Keep a new version, or with ``new`` a ledger that there was not. Raises NotAllowed, LedgerRefused.

    What was recorded under an earlier version stays as it is.
    """
    _check_editor(by)
    ledger = checked(content)
    others = in_force()
    if not retired:
        _check_title(ledger, others, new)
    if not shipped:  # a test holds the shipped ones against each other
        _check_asked_once(ledger, others)
    versions = RecordType.objects.select_for_update().filter(code=ledger.code)
    kept = RecordType.objects.create(
        code=ledger.code,
        version=max([one.version for one in versions], default=0) + 1,
        title=ledger.title,
        group=ledger.group,
        visibility=ledger.visibility,
        content=dict(content),
        kept_from=kept_from,
        retired=retired,
        shipped=shipped,
        by=by,
    )
    record("ledger.described", kept, by=by, code=kept.code, version=kept.version, retired=retired)
    return kept


@transaction.atomic
def load_ledgers(contents: Sequence[Mapping[str, Any]], *, kept_from: date, by: User | None) -> int:
    """Bring in the shipped ledgers that are missing, and new versions of those that the county never changed.

    A second call changes nothing. Returns how many versions were made. Raises NotAllowed.
    """
    _check_editor(by)
    newest = {one.code: one for one in RecordType.objects.order_by("version")}
    made = 0
    for content in contents:
        held = newest.get(content["code"])
        if held is None or (held.shipped and held.content != content):
            since = max(kept_from, held.kept_from) if held else kept_from
            describe_ledger(content, kept_from=since, shipped=True, by=by)
            made += 1
    return made


def checked(content: Mapping[str, Any]) -> Ledger:
    """The ledger, when it holds together and asks nothing that is kept out. Raises LedgerRefused."""
    try:
        ledger = read_ledger(content)
        kinds_of(ledger.kinds)
        LedgerGroup(ledger.group)
    except LedgerWrong as wrong:
        raise LedgerRefused(_WRONG.get(wrong.code, _WRONG["not_a_type"])() % {"place": wrong.place}) from wrong
    except ValueError as error:
        raise LedgerRefused(_("没有选定由哪些组织记，或类别不对。请重新选择。")) from error
    for text in _texts(ledger):
        _check_words(text)
    return ledger


_WRONG = {
    "empty": lambda: _("“%(place)s”没有填写。"),
    "no_choices": lambda: _("“%(place)s”是选择项，请写明有哪些选项。"),
    "name_twice": lambda: _("有两项内容重名。请改成不同的名称。"),
    "unknown_rhythm": lambda: _("记录的频次不对。请重新选择。"),
    "not_a_type": lambda: _("台账的设置前后不一致（%(place)s）。请检查后再保存。"),
}


def _check_title(ledger: Ledger, others: Sequence[RecordType], new: bool) -> None:
    """Titles name the worksheets of the monthly workbook too: each stands for one ledger."""
    name = sheet_name(ledger).lower()
    taken = {sheet_name(one.ledger).lower() for one in others if new or one.code != ledger.code}
    if name in {*taken, GUIDE}:
        message = _("已经有一种台账叫“%(title)s”了。请换一个名称，或修改原来的那一种。")
        raise LedgerRefused(message % {"title": ledger.title}, code="title_taken")


def _check_asked_once(ledger: Ledger, ledgers: Sequence[RecordType]) -> None:
    """What is held already is not asked again, neither as a field, as a paper, nor as a whole ledger."""
    for title, place in asks_held(ledger, ledgers).items():
        message = _("“%(title)s”系统里已经有了，不用再要求填写。它在“%(place)s”里。请删去这一项。")
        raise LedgerRefused(message % {"title": title, "place": place}, code="held_anyway")
    if same := same_ledger(ledger, ledgers):
        message = _("“%(title)s”和“%(same)s”记的是同一件事，系统里已经有了，不用再要求填写。请直接用已有的。")
        raise LedgerRefused(message % {"title": ledger.title, "same": same}, code="held_anyway")


def _check_words(text: str) -> None:
    if any(word in text for word in KEPT_OUT):
        message = _("不能要求填写“%(title)s”：系统不登记群众和个人的这类信息。请改为只记次数、人数或日期。")
        raise LedgerRefused(message % {"title": text}, code="kept_out")


def _texts(ledger: Ledger) -> Iterator[str]:
    """All words that say what to write; a note may well say what not to write."""
    yield from (ledger.title, ledger.date_title)
    yield from (paper.title for paper in ledger.evidence)
    yield from (step.title for step in ledger.steps)
    fields = list(_all_fields(ledger.fields))
    for field in fields:
        yield from (field.title, *field.choices.values())
    for note in (ledger.note, *(field.help for field in fields)):
        yield from (part for part in _PARTS.split(note) if not _FORBIDS.search(part))


_PARTS, _FORBIDS = re.compile("[，。；,;]"), re.compile("[不勿]")


def _all_fields(fields: Sequence[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _all_fields(one.columns)


def _check_editor(by: User | None) -> None:
    """None is the system itself: a demo county, an upgrade."""
    if by is not None and not may_describe(access_of(by)):
        raise NotAllowed(_("只有县委组织部可以设置台账。"))
