"""What is asked of one organisation in a quarter: each demand with its clause, each visit with who comes."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.burden.figures import (
    Load,
    again_table,
    as_it_happens,
    asker_cell,
    load_of,
    merge_table,
)
from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.records.words import period_with_year, rhythm_text
from guanmo.desk.structure.shapes import ListPage
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import listing
from guanmo.stages.records.queries import LedgerCost, costs_below, twice_below
from guanmo.stages.rounds.queries import Coming, visits_in
from guanmo.ui.shapes import Kpi

_MOST = 10


def organisation_burden(user: User, organisation: Organisation, quarter: Quarter, today: date) -> ListPage:
    """The page for an organisation that the user may see."""
    costs, coming, twice = _asked(user, organisation, quarter, today)
    load = load_of(organisation.pk, costs, coming, twice)
    due = [one for one in costs if one.costs[organisation.pk].times]
    words = {"quarter": period_with_year(str(quarter)), "name": organisation.name}
    return ListPage(
        title=_("要我们做什么"),
        subject=_("%(name)s，%(quarter)s。每一项都写着依据；有疑问的，可以问县委组织部。") % words,
        kpis=load_kpis(load),
        tables=(
            _visits(coming),
            merge_table(coming),
            again_table(costs, twice, {organisation.pk: organisation}),
            _demands(organisation, due[:_MOST], _("要填、要交最多的")),
            _demands(organisation, due[_MOST:], _("其余要填、要交的")),
            as_it_happens(costs),
        ),
        above=organisation.name,
        back=reverse("desk:organisations-detail", args=[organisation.uuid]),
    )


def _asked(
    user: User, organisation: Organisation, quarter: Quarter, today: date
) -> tuple[list[LedgerCost], list[Coming], dict[int, list[tuple[date, str]]]]:
    costs = costs_below(user, listing(user).filter(pk=organisation.pk), quarter)
    coming = [one for one in visits_in(user, quarter, today) if one.organisation == organisation]
    twice = twice_below(user, organisation, quarter)
    return costs, coming, {pk: some for pk, some in twice.items() if pk == organisation.pk}


def burden_panel(user: User, organisation: Organisation, today: date) -> Sequence[Kpi]:
    """The four numbers of the running quarter, for the organisation's own page."""
    quarter = Quarter.of(today)
    return load_kpis(load_of(organisation.pk, *_asked(user, organisation, quarter, today)))


def load_kpis(load: Load) -> Sequence[Kpi]:
    """The four numbers."""
    return (
        Kpi(_("要填"), load.fields, _("项"), "pencil"),
        Kpi(_("要交材料"), load.files, _("份"), "files"),
        Kpi(_("接待观摩和检查"), load.visits, _("次"), "footprints"),
        Kpi(_("重复"), load.again, _("处"), "copy", tone="bad" if load.again else "plain"),
    )


def _demands(organisation: Organisation, costs: Iterable[LedgerCost], title: str) -> Table:
    rows = [
        (
            Cell(
                one.type.title,
                url=reverse("desk:ledgers-detail", args=[one.type.code]) + f"?organisation={organisation.uuid}",
            ),
            Cell(one.type.ledger.clause),
            asker_cell(one.type),
            Cell(rhythm_text(one.type.ledger)),
            Cell(cost.all_fields),
            Cell(cost.all_files or "—"),
        )
        for one in costs
        for cost in [one.costs[organisation.pk]]
    ]
    head = (_("要什么"), _("依据"), _("谁要的"), _("多久一次"), _("共填几项"), _("共交几份"))
    return Table(title, head, rows, note=_("这个季度到期的才计数"), empty=_("没有。"))


def _visits(coming: Iterable[Coming]) -> Table:
    rows = [
        (
            Cell(one.planned.what),
            Cell(one.organiser.name),
            Cell(one.planned.first),
            Cell(_("已经来过"), tone="good") if one.done else Cell(_("还没有来"), tone="mute"),
        )
        for one in coming
    ]
    return Table(
        _("谁来"), (_("观摩或检查"), _("谁组织"), _("最早哪天"), _("状态")), rows, empty=_("这个季度没有人来。")
    )
