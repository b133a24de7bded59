"""Partnerships: who stands with whom, who answers on each side, by which rules (S3-6.2-h, S1-V-2.5, S1-V-4.4-a, S3-2.1-d)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.presenters.grids import span
from guanmo.desk.structure.shapes import Action, ListPage, share
from guanmo.stages.organisations.enums import Kind, PartnershipKind
from guanmo.stages.organisations.models import Partnership, PartnershipSide, User
from guanmo.stages.organisations.queries import access_of, keepable, listing, partnerships
from guanmo.stages.organisations.rules import may_keep_structure
from guanmo.ui.shapes import Kpi


def partnerships_page(user: User) -> ListPage:
    """The page as the user may see it."""
    found = list(partnerships(user, timezone.localdate()))
    counted = Counter(one.kind for one in found)
    kinds = (PartnershipKind.PAIRING, PartnershipKind.JOINT_COMMITTEE, PartnershipKind.SOE_LIAISON)
    first = keepable(user).first()
    return ListPage(
        title=_("结对和联建"),
        subject=_("结对共建、社区“大党委”、地企联系平台、联建党组织：双方是谁，各由谁负责。"),
        kpis=(*(Kpi(kind.label, counted[kind], _("个"), "handshake") for kind in kinds), _cooperatives(user, found)),
        tables=[_table(kind, [one for one in found if one.kind == kind]) for kind in PartnershipKind if counted[kind]]
        or [_table(PartnershipKind.PAIRING, [])],
        actions=(Action(_("登记结对或联建"), reverse("desk:partnerships-create", args=[first.uuid])),) if first else (),
    )


def _cooperatives(user: User, found: Iterable[Partnership]) -> Kpi:
    """The share of villages with a branch or group on a cooperative: its own, or one below it (S4-30g)."""
    villages = list(listing(user, Kind.VILLAGE))
    tied = [one.organisation.path for one in found if one.kind == PartnershipKind.COOPERATIVE]
    having = sum(any(path.startswith(village.path) for path in tied) for village in villages)
    return Kpi(_("建在合作社上的村"), share(having, len(villages)), icon="percent")


def _table(kind: PartnershipKind, found: Iterable[Partnership]) -> Table:
    rows = [
        (
            Cell(one.organisation.name, url=reverse("desk:partnerships-detail", args=[one.uuid])),
            Cell(one.person),
            Cell(_("、").join(_side(side) for side in one.sides.all() if side.ended_on is None) or "—"),
            Cell(one.started_on),
            Cell(_("%(n)d份") % {"n": len(one.rules.all())}),
        )
        for one in found
    ]
    head = (_("党组织名称"), _("本方责任人"), _("对方和责任人"), _("开始日期"), _("机制文件"))
    return Table(kind.label, head, rows, note=_("点名称增减成员单位"), empty=_("还没有登记。"))


def _side(side: PartnershipSide) -> str:
    return f"{side.organisation.short_name if side.organisation else side.name}（{side.person}）"


def partnership_page(user: User, one: Partnership) -> ListPage:
    """One partnership with everybody who ever took part, and its rules."""
    keeps = may_keep_structure(access_of(user), one.organisation.path) and one.ended_on is None
    return ListPage(
        title=f"{one.organisation.name} · {one.get_kind_display()}",
        subject=_("本方责任人：%(person)s；%(span)s")
        % {"person": one.person, "span": span(one.started_on, one.ended_on)},
        kpis=(),
        tables=(_sides(one, keeps), _rules(one)),
        actions=_actions(one) if keeps else (),
        above=_("结对和联建"),
        back=reverse("desk:partnerships-list"),
    )


def _actions(one: Partnership) -> Sequence[Action]:
    return (
        Action(_("登记结束"), reverse("desk:partnerships-end", args=[one.uuid]), "x", primary=False),
        Action(_("登记机制文件"), reverse("desk:partnerships-rule", args=[one.uuid]), "file-plus", primary=False),
        Action(_("增加成员单位"), reverse("desk:partnerships-side", args=[one.uuid])),
    )


def _sides(one: Partnership, keeps: bool) -> Table:
    rows = []
    for number, side in enumerate(one.sides.all(), start=1):
        ends = keeps and side.ended_on is None
        url = reverse("desk:partnerships-leave", args=[one.uuid, number]) if ends else ""
        rows.append(
            (
                Cell(side.title),
                Cell(side.person),
                Cell(side.part_time_member or "—"),
                Cell(span(side.started_on, side.ended_on), url=url),
            )
        )
    head = (_("成员单位"), _("对方责任人"), _("兼职委员"), _("期限"))
    return Table(_("成员单位"), head, rows, note=_("点期限登记退出"), empty=_("还没有登记。"))


def _rules(one: Partnership) -> Table:
    rows = [(Cell(rule.title), Cell(rule.on)) for rule in one.rules.all()]
    return Table(_("机制文件"), (_("文件"), _("通过日期")), rows, empty=_("还没有登记。"))
