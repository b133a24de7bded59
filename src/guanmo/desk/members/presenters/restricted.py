"""What the page of restricted cases and care shows: names to the few, counts to the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table, Turn
from guanmo.stages.members.enums import RestrictedKind, RestrictedState
from guanmo.stages.members.models import CareNeed, RestrictedCase
from guanmo.stages.members.queries import care_count, restricted_counts
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.ui.shapes import Kpi

_TONES = {RestrictedState.CLOSED: "mute", RestrictedState.FOUND: "good"}


@dataclass(frozen=True, slots=True)
class RestrictedPage:
    """Counts for everybody within reach; the tables hold only what the user may read."""

    kpis: Sequence[Kpi]
    cases: Table
    care: Table


def restricted_page(user: User, cases: Turn[RestrictedCase], needs: Turn[CareNeed]) -> RestrictedPage:
    """The page with the cases and needs that the user may read."""
    counted = restricted_counts(user)
    figures = [Kpi(one.label, counted[one], _("件"), "lock") for one in RestrictedKind]
    return RestrictedPage(
        kpis=(*figures, Kpi(_("关爱帮扶"), care_count(user), _("名"), "handshake")),
        cases=_cases(cases),
        care=_care(user, needs),
    )


def _cases(cases: Turn[RestrictedCase]) -> Table:
    head = (_("姓名"), _("党组织名称"), _("类别"), _("状态"), _("处置决定"))
    rows = [
        (
            Cell(one.member.name, url=reverse("desk:restricted-step", args=[one.uuid])),
            Cell(one.organisation.short_name),
            Cell(one.get_kind_display()),
            Cell(one.get_state_display(), tone=_TONES.get(RestrictedState(one.state), "warn")),
            Cell(one.get_decision_display() or "—"),
        )
        for one in cases
    ]
    note = _("只有党员所在组织的书记和上级书记能看")
    return Table(_("失联和不合格党员"), head, rows, note=note, empty=_("没有您能看的事项。"), page=cases)


def _care(user: User, needs: Turn[CareNeed]) -> Table:
    head = (_("姓名"), _("党组织名称"), _("关爱类别"), _("帮扶领导"), _("最近一次"), _("结束"))
    rows = [
        (
            Cell(one.member.name, url=reverse("desk:care-act", args=[one.uuid])),
            Cell(one.member.organisation.short_name),
            Cell(one.get_category_display()),
            Cell(one.helper.name if one.helper else "—"),
            _last(one),
            _end(user, one),
        )
        for one in needs
    ]
    note = _("只有本组织、直接上级和帮扶领导能看")
    return Table(_("关爱帮扶的党员"), head, rows, note=note, empty=_("没有您能看的名单。"), page=needs)


def _end(user: User, need: CareNeed) -> Cell:
    keeps = may_keep(access_of(user), need.member.organisation.path)
    return Cell(_("登记结束"), url=reverse("desk:care-end", args=[need.uuid])) if keeps else Cell("—")


def _last(need: CareNeed) -> Cell:
    last = next(iter(need.acts.all()), None)
    if last is None:
        return Cell(_("还没有"), tone="warn")
    return Cell(f"{last.on:%Y-%m-%d} {last.get_kind_display()}")


def steps_of(case: RestrictedCase) -> list[tuple[str, str]]:
    """What was done so far: day, decision, approving organisation."""
    return [
        (
            str(one.get_target_display()),
            " ".join(filter(None, (f"{one.on:%Y-%m-%d}", one.get_decision_display(), _name(one.approved_by)))),
        )
        for one in case.steps.all()
    ]


def _name(organisation: object) -> str:
    return str(organisation) if organisation else ""


def acts_of(need: CareNeed) -> list[tuple[str, str]]:
    """What was done so far: day, kind, amount and approver of aid."""
    return [
        (
            f"{one.on:%Y-%m-%d}",
            " ".join(map(str, filter(None, (one.get_kind_display(), one.amount, one.approver)))),
        )
        for one in need.acts.all()
    ]
