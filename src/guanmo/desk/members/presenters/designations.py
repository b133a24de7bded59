"""What the page of named persons and reserve cadres shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.organisers import organisers, rules_in_force
from guanmo.desk.members.presenters.units import top_unit
from guanmo.desk.members.shapes import Cell, Table, Turn, turned
from guanmo.stages.members.enums import DesignationFunction
from guanmo.stages.members.models import Designation, ReserveCadre
from guanmo.stages.members.queries import (
    BANDS,
    RESERVES,
    YOUNG,
    Echelon,
    Gap,
    ReserveTally,
    designations,
    echelons,
    gaps,
    keepable,
    reserve_cadres,
    reserve_tallies,
    responsible_for,
)
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.models import Organisation, User
from guanmo.ui.shapes import Kpi

_NAMED = 8


@dataclass(frozen=True, slots=True)
class DesignationsPage:
    """Key figures, gaps, persons, who answers for each organisation, reserve cadres."""

    unit: Organisation | None
    kpis: Sequence[Kpi]
    tables: Sequence[Table]


def designations_page(user: User, asked: Mapping[str, str]) -> DesignationsPage:
    """The page as the user may see it; ``asked`` turns its lists."""
    today = timezone.localdate()
    kept, missing = list(keepable(user)), [one for one in gaps(user, today) if one.organisations]
    named, cadres = turned(designations(user, today), asked, "named"), turned(reserve_cadres(user), asked, "reserves")
    tallies = reserve_tallies(user)
    idle = sum(one.idle for one in tallies.values())
    without = sum(len(one.organisations) for one in missing)
    return DesignationsPage(
        unit=top_unit(user),
        kpis=(
            Kpi(_("已配备人员"), named.count, _("名"), "user-check"),
            Kpi(_("缺配"), without, _("处"), "user-x", tone="bad" if without else "plain"),
            Kpi(_("没有培养措施的后备干部"), idle, _("名"), "clock", tone="bad" if idle else "plain"),
        ),
        tables=(
            _gaps(missing),
            _named(named),
            _responsible(user, turned(kept, asked, "responsible")),
            _reserves(cadres),
            _reserve_counts(kept, tallies, asked),
            _young(designations(user, today), tallies.values()),
            organisers(designations(user, today), asked),
            rules_in_force(user, today),
            _echelons(*echelons(user, today)),
        ),
    )


def _gaps(missing: Iterable[Gap]) -> Table:
    rows = [
        (
            Cell(one.function.label, tone="bad"),
            Cell(len(one.organisations)),
            Cell(_("、").join(each.short_name for each in one.organisations[:_NAMED]) + _more(one)),
        )
        for one in missing
    ]
    return Table(_("缺配人员的组织"), (_("担任"), _("组织数"), _("组织")), rows, empty=_("都已配备。"))


def _more(gap: Gap) -> str:
    return _("等") if len(gap.organisations) > _NAMED else ""


def _named(named: Turn[Designation]) -> Table:
    head = (
        _("姓名"),
        _("担任"),
        _("党组织名称"),
        _("派出单位或分工"),
        _("配备方式"),
        _("开始日期"),
        _("走访"),
        _("结束"),
    )
    rows = [
        (
            Cell(one.name),
            Cell(one.get_function_display()),
            Cell(one.organisation.short_name),
            Cell(one.home_unit or one.field or one.qualification or "—"),
            Cell(one.get_engagement_display() or "—"),
            Cell(one.started_on),
            Cell(_("%(n)d次") % {"n": one.visited}, url=reverse("desk:designations-visit", args=[one.uuid])),  # type: ignore[attr-defined]
            Cell(_("登记结束"), url=reverse("desk:designations-end", args=[one.uuid])),
        )
        for one in named
    ]
    return Table(_("已配备的人员"), head, rows, note=_("点走访次数登记走访"), empty=_("还没有登记。"), page=named)


def _responsible(user: User, kept: Turn[Organisation]) -> Table:
    held = responsible_for(user, kept, timezone.localdate())
    rows = [
        (
            Cell(one.name, url=reverse("desk:designations-create", args=[one.uuid])),
            _person(held[one.pk].first),
            _person(held[one.pk].directly),
        )
        for one in kept
    ]
    head = (_("党组织名称"), _("第一责任人"), _("直接责任人"))
    note, empty = _("没有另行指定的，第一责任人是书记"), _("没有组织。")
    return Table(_("责任人"), head, rows, note=note, empty=empty, page=kept)


def _person(name: str) -> Cell:
    return Cell(name) if name else Cell(_("空缺"), tone="bad")


def _reserves(cadres: Turn[ReserveCadre]) -> Table:
    head = (_("姓名"), _("党组织名称"), _("联系培养人"), _("列入日期"), _("培养措施"), _("调出"))
    rows = [
        (
            Cell(one.name),
            Cell(one.organisation.short_name),
            Cell(one.mentor),
            Cell(one.entered_on),
            _measured(one),
            Cell(_("登记调出"), url=reverse("desk:reserves-end", args=[one.uuid])),
        )
        for one in cadres
    ]
    note, empty = _("只有本组织能看；点次数登记培养措施"), _("还没有登记。")
    return Table(_("后备干部"), head, rows, note=note, empty=empty, page=cadres)


def _measured(one: ReserveCadre) -> Cell:
    count = one.measured  # type: ignore[attr-defined]
    words = _("%(n)d次") % {"n": count} if count else _("还没有")
    return Cell(words, url=reverse("desk:reserves-measure", args=[one.uuid]), tone="" if count else "bad")


def _reserve_counts(
    kept: Iterable[Organisation], tallies: Mapping[int, ReserveTally], asked: Mapping[str, str]
) -> Table:
    """Villages and communities with fewer than three or more than seven, or with one who is not developed (S1-V-1.4)."""
    none = ReserveTally(0, 0, 0)
    counted = [(one, tallies.get(one.pk, none)) for one in kept if one.kind in VILLAGE_LEVEL]
    wrong = [(one, tally) for one, tally in counted if tally.count not in RESERVES or tally.idle]
    page = turned(wrong, asked, "short")
    rows = [
        (
            Cell(one.name, url=reverse("desk:reserves-create", args=[one.uuid])),
            Cell(tally.count, tone="" if tally.count in RESERVES else "warn"),
            Cell(tally.idle, tone="bad" if tally.idle else ""),
        )
        for one, tally in page
    ]
    note = _("每个村（社区）3至7名")
    return Table(
        _("后备干部工作不合要求的村（社区）"),
        (_("党组织名称"), _("人数"), _("没有培养措施")),
        rows,
        note=note,
        empty=_("都合要求。"),
        page=page,
    )


def _young(named: Iterable[Designation], tallies: Iterable[ReserveTally]) -> Table:
    """How many young people are prepared, and how many graduates serve in how many villages (S3-5.2-a)."""
    posted = [one for one in named if one.function == DesignationFunction.VILLAGE_GRADUATE]
    rows = [
        (
            Cell(_("%(age)d岁以下的后备干部") % {"age": YOUNG}),
            Cell(sum(one.young for one in tallies)),
        ),
        (Cell(_("到村任职高校毕业生")), Cell(len(posted))),
        (Cell(_("有高校毕业生任职的村（社区）")), Cell(len({one.organisation_id for one in posted}))),
    ]
    return Table(_("年轻干部"), (_("项目"), _("人数")), rows)


def _echelons(current: Echelon, reserve: Echelon) -> Table:
    """Leaders and reserve cadres by age band and education, numbers alone (S3-1.3-c)."""
    first, *others = BANDS
    bands = [_("%(age)d岁以下") % {"age": first}]
    bands += [
        _("%(low)d至%(high)d岁") % {"low": low + 1, "high": high} for low, high in zip(BANDS, others, strict=False)
    ]
    bands.append(_("%(age)d岁以上") % {"age": BANDS[-1] + 1})
    head = (_("梯队"), _("人数"), *bands, _("年龄不知道"), _("大专以上"), _("高中以下"), _("学历不知道"))
    rows = [_echelon_row(_("现任班子成员"), current), _echelon_row(_("后备干部"), reserve)]
    note = _("只有人数；现任的年龄和学历从花名册来")
    return Table(_("班子和后备干部梯队"), head, rows, note=note)


def _echelon_row(title: str, one: Echelon) -> tuple[Cell, ...]:
    figures = (one.count, *one.ages, one.unknown_age, one.college, one.below, one.unknown_education)
    return (Cell(title), *(Cell(figure) for figure in figures))
