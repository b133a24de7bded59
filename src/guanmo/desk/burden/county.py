"""The page of the county, and of a township for those below it: which demands cost how much, and by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.burden.figures import (
    Load,
    again_table,
    as_it_happens,
    asker,
    asker_cell,
    load_of,
    merge_table,
)
from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.records.words import period_with_year, rhythm_text
from guanmo.desk.structure.shapes import ListPage
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, keepable, listing
from guanmo.stages.records.queries import LedgerCost, costs_below, twice_below
from guanmo.stages.records.rules import may_describe
from guanmo.stages.rounds.queries import Coming, visits_in
from guanmo.ui.shapes import Kpi

_MOST = 10
Loads = Mapping[Organisation, Load]


def county_burden(user: User, quarter: Quarter, today: date) -> ListPage:
    """The page as the user may see it."""
    there = listing(user)
    costs, coming = costs_below(user, there, quarter), visits_in(user, quarter, today)
    top = keepable(user).first() or there.first()
    twice = twice_below(user, top, quarter) if top else {}
    loads = {one: load_of(one.pk, costs, coming, twice) for one in there}
    loads = {one: load for one, load in loads.items() if load.fields or load.visits}
    due = [one for one in costs if one.all_fields]
    return ListPage(
        title=_("基层负担"),
        subject=_("%(quarter)s要求基层填什么、交什么、接待谁，是谁要的，依据哪一条。")
        % {"quarter": period_with_year(str(quarter))},
        kpis=_kpis(loads),
        tables=(
            _demands(user, due[:_MOST], _("花得最多的要求")),
            _demands(user, due[_MOST:], _("其余的要求")),
            _askers(costs, coming),
            merge_table(coming),
            again_table(costs, twice, {one.pk: one for one in there}),
            _kinds(loads),
            _each(loads),
            as_it_happens(costs),
        ),
    )


def _kpis(loads: Loads) -> Sequence[Kpi]:
    """Means over the organisations that are asked for anything; unknown where there are none."""
    again = sum(one.again for one in loads.values())
    return (
        Kpi(_("平均每个组织要填"), _mean(loads, "fields"), _("项"), "pencil"),
        Kpi(_("平均要交材料"), _mean(loads, "files"), _("份"), "files"),
        Kpi(_("平均接待"), _mean(loads, "visits"), _("次"), "footprints"),
        Kpi(_("重复"), again, _("处"), "copy", tone="bad" if again else "plain"),
    )


def _mean(loads: Loads, name: str) -> str:
    total, number = sum(getattr(one, name) for one in loads.values()), len(loads)
    return f"{round(10 * total / number) / 10:g}" if number else "—"


def _demands(user: User, costs: Iterable[LedgerCost], title: str) -> Table:
    """Demands that fall due, with what each costs."""
    changes = may_describe(access_of(user))
    name = "desk:ledgers-edit" if changes else "desk:ledgers-detail"
    rows = [
        (
            Cell(one.type.title, url=reverse(name, args=[one.type.code])),
            Cell(one.type.ledger.clause),
            asker_cell(one.type),
            Cell(rhythm_text(one.type.ledger)),
            Cell(len(one.costs)),
            Cell(one.all_fields),
            Cell(one.all_files or "—"),
        )
        for one in costs
    ]
    head = (_("要什么"), _("依据"), _("谁要的"), _("多久一次"), _("多少个组织"), _("共填几项"), _("共交几份"))
    note = _("点名称可以改少、改稀、停用") if changes else ""
    return Table(title, head, rows, note=note, empty=_("没有。"))


def _askers(costs: Iterable[LedgerCost], coming: Iterable[Coming]) -> Table:
    """The same by who asks: ledgers by their source, visits by their organiser."""
    fields, files, visits = Counter[str](), Counter[str](), Counter[str]()
    for one in costs:
        fields[asker(one.type)] += one.all_fields
        files[asker(one.type)] += one.all_files
    visits.update(one.organiser.name for one in coming)
    names = dict.fromkeys([*fields, *visits])
    rows = [(Cell(one), Cell(fields[one] or "—"), Cell(files[one] or "—"), Cell(visits[one] or "—")) for one in names]
    head = (_("谁要的"), _("要填几项"), _("要交几份"), _("去几次"))
    return Table(_("谁要得多"), head, rows, empty=_("这个季度没有要求。"))


def _kinds(loads: Loads) -> Table:
    groups: dict[str, dict[Organisation, Load]] = defaultdict(dict)
    for one, load in loads.items():
        groups[one.kind][one] = load
    rows = [
        (Cell(Kind(kind).label), Cell(len(some)), *(Cell(_mean(some, n)) for n in ("fields", "files", "visits")))
        for kind, some in groups.items()
    ]
    head = (_("类别"), _("组织数"), _("平均填几项"), _("平均交几份"), _("平均接待几次"))
    return Table(_("各类组织"), head, rows, empty=_("没有组织。"))


def _each(loads: Loads) -> Table:
    """Every organisation in the order of the tree: no ranking of them."""
    rows = [
        (
            Cell(one.name, url=reverse("desk:burden-organisation", args=[one.uuid])),
            Cell(load.fields),
            Cell(load.files),
            Cell(load.visits),
            Cell(load.again, tone="bad" if load.again else ""),
        )
        for one, load in loads.items()
    ]
    head = (_("党组织名称"), _("要填几项"), _("要交几份"), _("接待几次"), _("重复"))
    return Table(_("各个组织"), head, rows, note=_("点名称看全部要求和依据"), empty=_("没有组织。"))
