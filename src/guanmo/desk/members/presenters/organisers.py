"""Organisers and guides: what qualifies them, what they were trained in, and the rules in force for them (S4-29l)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table, turned
from guanmo.stages.members.enums import DesignationFunction
from guanmo.stages.members.models import Designation
from guanmo.stages.organisations.models import User
from guanmo.stages.records.queries import records_in, values_of

_THEY = (DesignationFunction.ORGANISER, DesignationFunction.GUIDE)


def organisers(named: QuerySet[Designation], asked: Mapping[str, str]) -> Table:
    """The roster; whose qualification and training nobody entered is shown as such."""
    page = turned(named.filter(function__in=_THEY), asked, "organisers")
    rows = [
        (
            Cell(one.name),
            Cell(one.get_function_display()),
            Cell(one.organisation.short_name),
            Cell(one.started_on),
            Cell(one.qualification) if one.qualification else Cell(_("没有登记"), tone="warn"),
        )
        for one in page
    ]
    head = (_("姓名"), _("担任"), _("党组织名称"), _("从哪天起"), _("资格和培训"))
    return Table(_("组织员和党建指导员名册"), head, rows, empty=_("还没有登记。"), page=page)


def rules_in_force(user: User, today: date) -> Table:
    """The rules that hold today, as the department and the townships registered them."""
    rows = []
    for one in records_in(user, "staff_rule"):
        said, kinds = values_of(one), one.type.ledger.field_named("kind").choices
        until = said.get("until")
        if one.held_on <= today and (not until or until >= today.isoformat()):
            kind = kinds.get(said["kind"], "")
            rows.append((Cell(said["title"]), Cell(kind), Cell(one.organisation.short_name), Cell(one.held_on)))
    head = (_("制度"), _("管什么"), _("制定单位"), _("施行日期"))
    return Table(_("组织员和指导员的工作制度"), head, rows, empty=_("还没有登记。"))
