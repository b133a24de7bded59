"""Points are kept only for a member whom the organisation has: a mistyped number would be read by nobody (S1-V-3.8)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guanmo.stages.members.models import Member
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.errors import RecordIncomplete
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries import values_of
from guanmo.stages.records.queries.points import LEDGER


def check_recipient(record: Record, values: Mapping[str, Any]) -> None:
    """Raises RecordIncomplete for a number that no member of the record's organisation has.

    What was filed keeps its member when it is corrected, also after a transfer.
    """
    code = values.get("recipient")
    if record.type.code != LEDGER or not code:
        return
    if record.state == RecordState.LOCKED and code == values_of(record).get("recipient"):
        return
    if not Member.objects.filter(organisation=record.organisation_id, code=code).exists():
        message = _("本组织没有编号为“%(code)s”的党员。请核对内部编号。") % {"code": code}
        raise RecordIncomplete(message, code="unknown_member")
