"""How far the two-new units are covered in the area of each party committee, and how that grew (S2-2.1.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import share
from guanmo.method.rhythm import last_day, periods
from guanmo.method.unit_coverage import ratios
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import UnitLine, listing, unit_lines

_QUARTERS = 4
"""So many ends of quarters stand before today."""
Snapshot = tuple[date, list[UnitLine]]
"""A day, and the two-new units as they were on it."""


def committee_areas(user: User, two_new: Iterable[UnitLine], today: date) -> Table:
    """Both ratios of today in each township, street and village with units."""
    groups = _by_area(two_new)
    committees = [one for one in listing(user) if one.path in groups]
    rows = [(Cell(one.short_name), *_both(groups[one.path])) for one in committees]
    head = (_("党组织"), _("“两新”单位"), _("党的组织覆盖"), _("党的工作覆盖"))
    note = _("%(day)s；乡镇（街道）包括下面的村（社区）") % {"day": today}
    return Table(_("各级党组织辖区的覆盖"), head, rows, note=note, empty=_("还没有登记单位。"))


def coverage_over_time(user: User, today: date) -> list[Snapshot]:
    """The two-new units as they were at the ends of the last quarters, and today."""
    over = periods("quarter", date(today.year - 2, 1, 1), today)[:-1]
    days = [last_day("quarter", one) for one in over[-_QUARTERS:]] + [today]
    return [(day, [one for one in unit_lines(user, day) if not one.is_school]) for day in days]


def coverage_trend(over_time: Sequence[Snapshot]) -> Table:
    """Both ratios of the whole area on each of these days."""
    rows = [(Cell(day), *_both(found)) for day, found in over_time]
    return Table(_("覆盖的变化"), (_("日期"), _("“两新”单位"), _("党的组织覆盖"), _("党的工作覆盖")), rows)


def committee_trends(user: User, over_time: Sequence[Snapshot]) -> Table:
    """Both ratios of each committee's area, day by day."""
    areas = [(day, _by_area(found)) for day, found in over_time]
    committees = [one for one in listing(user) if any(one.path in groups for _day, groups in areas)]
    rows = [
        (Cell(one.short_name), *(Cell(_in_short(groups.get(one.path, ()))) for _day, groups in areas))
        for one in committees
    ]
    head = (_("党组织"), *(f"{day:%Y-%m-%d}" for day, _groups in areas))
    title, note = _("各级党组织辖区覆盖的变化"), _("前面是党的组织覆盖，后面是党的工作覆盖")
    return Table(title, head, rows, note=note, empty=_("还没有登记单位。"))


def _by_area(lines: Iterable[UnitLine]) -> dict[str, list[UnitLine]]:
    """The units of each township, street and village, by its path in the tree."""
    groups: dict[str, list[UnitLine]] = defaultdict(list)
    for one in lines:
        for path in {one.located_in.township_path, one.located_in.path}:
            groups[path].append(one)
    return groups


def _in_short(lines: Iterable[UnitLine]) -> str:
    found = ratios(one.cover for one in lines)
    return " · ".join(_percent(part, found.units) for part in (found.with_organisation, found.reached))


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 // whole}%" if whole else "—"


def _both(lines: Iterable[UnitLine]) -> tuple[Cell, ...]:
    found = ratios(one.cover for one in lines)
    covered, reached = share(found.with_organisation, found.units), share(found.reached, found.units)
    return Cell(found.units), Cell(covered), Cell(reached)
