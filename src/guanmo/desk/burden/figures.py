"""The four numbers of the meter, and the tables that both of its pages share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.method.burden import Planned, common_day, merges
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import LedgerCost
from guanmo.stages.rounds.queries import Coming


@dataclass(frozen=True, slots=True)
class Load:
    """What one organisation is asked for in a quarter. ``again`` counts what is asked although it is held, and what was
    written in two ledgers."""

    fields: int
    files: int
    visits: int
    again: int


Twice = Mapping[int, Sequence[tuple[date, str]]]


def load_of(organisation: int, costs: Iterable[LedgerCost], coming: Iterable[Coming], twice: Twice) -> Load:
    """The numbers of one organisation (by its id)."""
    mine = [(one, one.costs[organisation]) for one in costs if organisation in one.costs]
    return Load(
        fields=sum(cost.all_fields for _one, cost in mine),
        files=sum(cost.all_files for _one, cost in mine),
        visits=sum(one.organisation.pk == organisation for one in coming),
        again=sum(one.asked_again(organisation) for one, _cost in mine) + len(twice.get(organisation, ())),
    )


def merge_table(coming: Iterable[Coming]) -> Table:
    """Visits still to come that lie within 20 days of one another, and a day on which they could be one."""
    waiting: dict[Organisation, list[Planned]] = defaultdict(list)
    for one in coming:
        if not one.done:
            waiting[one.organisation].append(one.planned)
    rows = [
        (
            Cell(place.name, url=reverse("desk:burden-organisation", args=[place.uuid])),
            Cell(_("；").join(f"{one.what}（{_days(one)}）" for one in group)),
            Cell(_("合并到%(day)s") % {"day": date_format(common_day(group), "MONTH_DAY_FORMAT")}, tone="warn"),
        )
        for place, planned in waiting.items()
        for group in merges(planned)
    ]
    head = (_("党组织名称"), _("要去的"), _("建议"))
    note = _("同一个组织，前后不超过20天")
    return Table(_("可以合并的观摩和检查"), head, rows, note=note, empty=_("没有可以合并的。"))


def _days(one: Planned) -> str:
    first, last = (date_format(day, "MONTH_DAY_FORMAT") for day in (one.first, one.last))
    return first if first == last else _("%(start)s至%(end)s") % {"start": first, "end": last}


def asker(type: RecordType) -> str:
    """Who asks: the sources of the shipped ledgers, or the county that described its own."""
    return _("标准台账") if type.shipped else _("县委组织部自设")


def asker_cell(type: RecordType) -> Cell:
    """The same as a mark, so that what the county added itself stands out."""
    return Cell(asker(type), tone="mute" if type.shipped else "info")


def as_it_happens(costs: Iterable[LedgerCost]) -> Table:
    """What is kept only when there is something to keep: it falls due on no day and is not counted."""
    rows = [
        (Cell(one.type.title), Cell(one.type.ledger.clause), asker_cell(one.type))
        for one in costs
        if one.type.ledger.rhythm is None
    ]
    title, head = _("有了才记的"), (_("要什么"), _("依据"), _("谁要的"))
    return Table(title, head, rows, note=_("没有就不用记，不计入负担"), empty=_("没有。"))


def again_table(costs: Iterable[LedgerCost], twice: Twice, places: Mapping[int, Organisation]) -> Table:
    """What is asked although it is held, and what was written in two ledgers on one day."""
    asked = [
        (
            Cell(one.type.title),
            Cell(
                _("要求填“%(title)s”，系统里已经有了，在“%(place)s”里") % {"title": title, "place": place}, tone="bad"
            ),
            Cell(_("%(n)d个组织") % {"n": len(one.costs)}),
        )
        for one in costs
        for title, place in one.held.items()
    ]
    written = [
        (
            Cell(title),
            Cell(_("同一天同一件事，在两种台账里都写了"), tone="warn"),
            Cell(_("%(place)s，%(day)s") % {"place": places[pk].short_name, "day": f"{day:%Y-%m-%d}"}),
        )
        for pk, some in twice.items()
        if pk in places
        for day, title in some
    ]
    head = (_("什么"), _("怎么重复"), _("哪里"))
    return Table(_("重复"), head, [*asked, *written], note=_("已经有的不再要"), empty=_("没有重复。"))
