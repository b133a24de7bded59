"""Who leads which line: bodies with their staff, levels without a leading group, organisations that stand in no line."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.organisations.enums import OF_AN_AGENCY, OF_EACH_LEVEL, OF_THE_COUNTY, TWO_NEW, BodyKind, Kind
from guanmo.stages.organisations.models import BodyStaffing, LineBody, Organisation, User
from guanmo.stages.organisations.queries import Led, access_of, led, levels, line_bodies, staffings
from guanmo.stages.organisations.rules import may_keep_lines
from guanmo.ui.shapes import Kpi

Bodies = Mapping[tuple[int, str], LineBody]
"""By place (its id) and kind."""


def lines_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today = timezone.localdate()
    bodies, lines = line_bodies(user, today), led(user, today)
    there = {(one.place_id, one.kind): one for one in bodies}
    keeps = may_keep_lines(access_of(user))
    alone = [one for one in lines if not one.bodies]
    return ListPage(
        title=_("归口管理"),
        subject=_("党建工作由哪个机构归口管理，谁领导、谁配合、谁指导；机构有没有、人员配没配。"),
        kpis=(
            Kpi(_("归口管理机构"), len(bodies), _("个"), "landmark"),
            Kpi(_("没有归口的组织"), len(alone), _("个"), "flag", tone="bad" if alone else "plain"),
        ),
        tables=(
            _without(alone, keeps=keeps),
            _doubled(lines, keeps=keeps),
            _schools(lines, keeps=keeps),
            _agencies(lines, there),
            _levels(levels(user, today), there),
            _bodies(bodies, staffings(user, today), there, keeps=keeps),
            _all(lines, there, keeps=keeps),
        ),
        actions=(Action(_("登记机构"), reverse("desk:lines-create")),) if keeps else (),
    )


def _named(one: Led, *, keeps: bool) -> Cell:
    page = "desk:lines-assign" if keeps else "desk:organisations-detail"
    return Cell(one.organisation.name, url=reverse(page, args=[one.organisation.uuid]))


def _kind(one: Led) -> Cell:
    return Cell(one.organisation.get_kind_display())


def _without(alone: Iterable[Led], *, keeps: bool) -> Table:
    """In no line (S4-8c, S4-9a, S4-11a, S4-28d)."""
    rows = [(_named(one, keeps=keeps), _kind(one)) for one in alone]
    return Table(_("没有归口管理机构的组织"), (_("党组织名称"), _("类别")), rows, empty=_("没有，都归口了。"))


def _doubled(lines: Iterable[Led], *, keeps: bool) -> Table:
    """Two-new organisations that two bodies claim (S4-11a)."""
    two = [one for one in lines if len(one.bodies) > 1]
    rows = [(_named(one, keeps=keeps), Cell(_("、").join(body.name for body in one.bodies))) for one in two]
    return Table(_("同时归两家管理的“两新”组织"), (_("党组织名称"), _("机构")), rows, empty=_("没有。"))


def _schools(lines: Iterable[Led], *, keeps: bool) -> Table:
    """Schools whose line is not the education committee's (S4-9a)."""
    outside = [
        one
        for one in lines
        if one.organisation.kind == Kind.SCHOOL and all(body.kind != BodyKind.EDUCATION for body in one.bodies)
    ]
    rows = [(_named(one, keeps=keeps), Cell(_names(one))) for one in outside]
    note = _("民办学校也在内")
    return Table(_("不归教育工委管理的学校"), (_("学校"), _("现在归口")), rows, note=note, empty=_("没有。"))


def _agencies(lines: Iterable[Led], there: Bodies) -> Table:
    """Leading group, agency committee and the organs' working committee of each agency (S4-10a)."""
    rows = []
    for one in lines:
        if one.organisation.kind != Kind.AGENCY:
            continue
        own = [_there(there.get((one.organisation.pk, kind))) for kind in OF_AN_AGENCY]
        organs = next((body for body in one.bodies if body.kind == BodyKind.ORGANS), None)
        rows.append((Cell(one.organisation.name), *own, _there(organs)))
    head = [_("单位"), *(str(kind.label) for kind in (*OF_AN_AGENCY, BodyKind.ORGANS))]
    return Table(_("机关（事业）单位的三个机构"), head, rows, empty=_("没有机关（事业）单位。"))


def _there(body: LineBody | None) -> Cell:
    return Cell(body.name) if body else Cell(_("没有"), tone="bad")


def _levels(places: Iterable[Organisation], there: Bodies) -> Table:
    """Leading group and its office of each level (S4-29a); at the county also the lines' committees (S4-11a, S4-28)."""
    rows = []
    for place in places:
        asked = (*OF_EACH_LEVEL, *OF_THE_COUNTY) if place.kind == Kind.COUNTY else OF_EACH_LEVEL
        missing = [str(kind.label) for kind in asked if (place.pk, kind) not in there]
        rows.append(
            (Cell(place.short_name), Cell(_("、").join(missing) or _("齐全"), tone="bad" if missing else "good"))
        )
    return Table(_("各级应有的机构"), (_("哪一级"), _("还缺")), rows)


def _bodies(bodies: Iterable[LineBody], staff: Mapping[int, BodyStaffing], there: Bodies, *, keeps: bool) -> Table:
    rows = [
        (
            Cell(one.name, url=reverse("desk:lines-body", args=[one.uuid]) if keeps else ""),
            Cell(one.get_kind_display()),
            Cell(one.place.short_name),
            Cell(one.host.short_name if one.host else "—"),
            _people(staff.get(one.pk)),
        )
        for one in bodies
    ]
    head = (_("机构"), _("哪一种"), _("哪一级"), _("设在"), _("人员"))
    return Table(_("机构和人员"), head, rows, empty=_("还没有登记。"))


def _people(now: BodyStaffing | None) -> Cell:
    return Cell(staffing_words(now)) if now else Cell(_("没有登记人员"), tone="warn")


def staffing_words(one: BodyStaffing) -> str:
    """Who works there, in a line."""
    names = _("、").join(part for part in (one.head, one.members) if part)
    return _("%(names)s；专职%(full)d人，兼职%(part)d人") % {
        "names": names,
        "full": one.full_time,
        "part": one.part_time,
    }


def _all(lines: Sequence[Led], there: Bodies, *, keeps: bool) -> Table:
    """Who leads, cooperates and guides (S4-28a to S4-28c), who guides besides (S4-28e), who trains the secretary (S4-13e)."""
    education = next((one for (_place, kind), one in there.items() if kind == BodyKind.EDUCATION), None)
    rows = [
        (_named(one, keeps=keeps), _kind(one), *_shares(one), _guided(one, education), _trainer(one)) for one in lines
    ]
    head = (_("党组织名称"), _("类别"), _("同级党委"), _("归口机构"), _("归口指导"), _("书记由谁轮训"))
    return Table(_("谁领导、谁配合、谁指导"), head, rows, empty=_("没有。"))


def _shares(one: Led) -> tuple[Cell, Cell]:
    shares = one.shares
    if shares is None:
        return Cell("—"), Cell("—")
    committee = one.committee.short_name if one.committee else "—"
    return Cell(_said(committee, shares[0].label)), Cell(_said(_names(one), shares[1].label))


def _said(who: str, what: object) -> str:
    return _("%(who)s（%(what)s）") % {"who": who, "what": what}


def _guided(one: Led, education: LineBody | None) -> Cell:
    return Cell(education.name if education and one.organisation.kind == Kind.SCHOOL else "—")


def _trainer(one: Led) -> Cell:
    """Two-new secretaries are trained by their township like those of villages."""
    if one.organisation.kind in TWO_NEW or not one.bodies:
        return Cell("—")
    return Cell(_names(one))


def _names(one: Led) -> str:
    return _("、").join(body.name for body in one.bodies) or "—"
