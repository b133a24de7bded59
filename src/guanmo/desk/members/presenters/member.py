"""What the page of one member shows: everything that is held, and who looked at the contact detail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.member_sections import sections_of
from guanmo.desk.members.shapes import Table
from guanmo.stages.members.models import Member, MemberChange
from guanmo.stages.members.queries import changes_of, contact_reveals, recording_units
from guanmo.stages.members.rules import may_keep, may_read_restricted, may_see_contact
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import TimelineEntry


@dataclass(frozen=True, slots=True)
class MemberPage:
    """The page. ``sections`` hold what later records say; ``reveals`` who read the contact detail."""

    facts: Sequence[tuple[str, object]]
    sections: Sequence[Table]
    history: Sequence[TimelineEntry]
    reveals: Sequence[TimelineEntry]
    has_contact: bool
    may_keep: bool
    may_return: bool
    may_see_contact: bool
    records_life: bool
    may_restrict: bool


def member_page(user: User, member: Member) -> MemberPage:
    """The page of a member whom the user may see."""
    access, path = access_of(user), member.organisation.path
    return MemberPage(
        facts=_facts(member),
        sections=sections_of(user, member),
        history=_history(user, member),
        reveals=[_reveal(line) for line in contact_reveals(user, member)],
        has_contact=hasattr(member, "contact"),
        may_keep=member.left_on is None and may_keep(access, path),
        may_return=member.left_on is not None and may_keep(access, path),
        may_see_contact=may_see_contact(access, member.organisation),
        records_life=bool(recording_units(user, member)),
        may_restrict=may_read_restricted(access, member.organisation),
    )


def _facts(one: Member) -> list[tuple[str, object]]:
    rows = [
        (_("党员编号"), one.code),
        (_("所在党支部"), one.organisation.name),
        (_("人员类别"), one.get_membership_display()),
        (_("党员类型"), one.get_type_display()),
        (_("任职情况"), one.get_office_status_display()),
        (_("入党日期"), _figures(one.joined_on)),
        (_("转正日期"), _figures(one.full_on)),
        (_("性别"), one.get_sex_display()),
        (_("出生年份"), one.birth_year),
        (_("学历"), one.get_education_display()),
        (_("送学上门"), _("是") if one.home_study else ""),
        (_("离开日期"), _figures(one.left_on)),
        (_("离开原因"), one.get_leaving_display()),
    ]
    return [(term, value) for term, value in rows if value not in (None, "")]


def _figures(day: date | None) -> str:
    return day.isoformat() if day else ""


def _history(user: User, member: Member) -> list[TimelineEntry]:
    entered = TimelineEntry(
        _("登记入册"), member.entered_at, by=member.entered_by.name if member.entered_by else _("系统")
    )
    return [*(_change(one) for one in changes_of(user, member)), entered]


def _change(one: MemberChange) -> TimelineEntry:
    lines = [_line(name, pair) for name, pair in one.changes.items()]
    by = one.by.name if one.by else _("系统")
    return TimelineEntry(_("；").join(lines), one.at, by=by, reason=_(one.reason), icon="pencil", tone="info")


def _line(name: str, pair: list[Any] | None) -> str:
    if pair is None:
        return _("联系方式已更新")
    field: Any = Member._meta.get_field(name)
    words = {"column": field.verbose_name, "old": _word(field, pair[0]), "new": _word(field, pair[1])}
    return _("%(column)s：%(old)s → %(new)s") % words


def _word(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(dict(field.flatchoices).get(value, value) or _("（空）"))


def _reveal(line: Any) -> TimelineEntry:
    at = timezone.localtime(line.at)
    return TimelineEntry(_("查看了联系方式"), at, by=line.by.name, reason=line.facts["reason"], icon="eye", tone="warn")
