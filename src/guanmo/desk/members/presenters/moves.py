"""What the page of transfers and floating members shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table, Turn, turned
from guanmo.method.lifecycle import TRANSFER
from guanmo.stages.members.domain.transfer import acting_unit
from guanmo.stages.members.enums import FloatingCategory, TransferState
from guanmo.stages.members.models import Floating, Transfer
from guanmo.stages.members.queries import (
    FloatingTally,
    floating_tallies,
    floatings,
    limits_for,
    overdue_transfers,
    transfers,
    without_contact,
)
from guanmo.stages.members.rules import may_keep, own_organisations
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import Kpi


@dataclass(frozen=True, slots=True)
class MovesPage:
    """Key figures, transfers with the overdue ones first, who is away from or with the own organisation, counts of the others."""

    kpis: Sequence[Kpi]
    transfers: Table
    floating: Table
    below: Table
    categories: Sequence[tuple[str, int]]


def moves_page(user: User, asked: Mapping[str, str]) -> MovesPage:
    """The page as the user may see it; ``asked`` turns its lists."""
    today, days = timezone.localdate(), limits_for(user).transfer_days
    moving, late = turned(transfers(user), asked, "transfers"), overdue_transfers(user, today).count()
    away, silent = list(floatings(user)), set(without_contact(user, today).values_list("pk", flat=True))
    tallies = _others(user, floating_tallies(user, today))
    waiting = len(silent) + sum(one.silent for one in tallies)
    return MovesPage(
        kpis=(
            Kpi(_("接转超期"), late, _("件"), "clock", tone="bad" if late else "plain"),
            Kpi(_("流动党员"), len(away) + sum(one.away for one in tallies), _("名"), "users"),
            Kpi(_("超期没有联系"), waiting, _("名"), "phone", tone="bad" if waiting else "plain"),
        ),
        transfers=_transfers(moving, today, days),
        floating=_floating(user, turned(sorted(away, key=lambda one: one.pk not in silent), asked, "floating"), silent),
        below=_below(tallies),
        categories=_categories(away, tallies),
    )


def _others(user: User, tallies: Sequence[FloatingTally]) -> list[FloatingTally]:
    """Those of organisations below: of the own one the names are shown."""
    own = own_organisations(access_of(user))
    return [one for one in tallies if one.organisation.pk not in own]


def _below(tallies: Sequence[FloatingTally]) -> Table:
    head = (_("党组织名称"), _("流动党员"), _("超期没有联系"))
    rows = [
        (
            Cell(one.organisation.short_name),
            Cell(one.away),
            Cell(one.silent, tone="bad" if one.silent else "good"),
        )
        for one in tallies
    ]
    return Table(_("下级组织的流动党员"), head, rows, note=_("名单只有党员所在组织和流入地党组织能看"))


def _transfers(moving: Turn[Transfer], today: date, days: int) -> Table:
    head = (_("姓名"), _("转出"), _("转入"), _("申请日期"), _("状态"))
    rows = [
        (
            Cell(one.member.name, url=reverse("desk:transfers-step", args=[one.uuid])),
            Cell(one.source.short_name),
            Cell(one.destination),
            Cell(one.requested_on.isoformat()),
            _state(one, today, days),
        )
        for one in moving
    ]
    note = _("申请后%(days)d天内办完") % {"days": days}
    return Table(
        _("组织关系接转"), head, rows, note=note, empty=_("没有正在办理的接转。从党员页面提出申请。"), page=moving
    )


def _state(one: Transfer, today: date, days: int) -> Cell:
    if one.is_overdue(today, days):
        return Cell(_("%(state)s，超期") % {"state": one.get_state_display()}, tone="bad")
    tones = {TransferState.RECEIVED: "good", TransferState.WITHDRAWN: "mute"}
    return Cell(one.get_state_display(), tone=tones.get(TransferState(one.state), "warn"))


def _floating(user: User, away: Turn[Floating], silent: set[int]) -> Table:
    head = (_("姓名"), _("类别"), _("所在党支部"), _("流入地党组织"), _("分包联系人"), _("上次联系"))
    rows = [
        (
            Cell(one.member.name, url=reverse("desk:members-detail", args=[one.member.uuid])),
            Cell(one.get_category_display()),
            Cell(one.member.organisation.short_name),
            Cell(one.host_branch or "—"),
            Cell(one.contact_person),
            _contacted(user, one, late=one.pk in silent),
        )
        for one in away
    ]
    note, empty = _("点日期登记新的联系"), _("没有登记流动党员。从党员页面登记。")
    return Table(_("流动党员"), head, rows, note=note, empty=empty, page=away)


def _contacted(user: User, one: Floating, *, late: bool) -> Cell:
    last = one.contacted_on  # type: ignore[attr-defined]
    words = last.isoformat() if last else _("还没有联系")
    keeps = may_keep(access_of(user), one.member.organisation.path)
    url = reverse("desk:floating-contact", args=[one.uuid]) if keeps else ""
    return Cell(words, url=url, tone="bad" if late else "good" if last else "mute")


def _categories(away: Sequence[Floating], tallies: Sequence[FloatingTally]) -> list[tuple[str, int]]:
    """How many of each of the five categories (S4-17f)."""
    counted = sum((one.categories for one in tallies), Counter(one.category for one in away))
    return [(str(one.label), counted[one]) for one in FloatingCategory]


def steps_offered(user: User, transfer: Transfer) -> list[TransferState]:
    """The steps that the user may take next."""
    access = access_of(user)
    following = [one for one in TransferState if one in TRANSFER[transfer.state]]
    return [one for one in following if may_keep(access, acting_unit(transfer, one).path)]
