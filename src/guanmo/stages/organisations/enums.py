"""Kinds and forms of organisations, duties of posts, roles that follow from posts (roles.md 7)."""

from enum import StrEnum
from functools import cache
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Word = TypeVar("Word", bound=TextChoices)
_SOURCE_LANGUAGE = "zh-hans"


class Kind(TextChoices):
    """What an organisation is. County, township level and village level are the three territorial levels (S0-1-b)."""

    COUNTY = "county", _("县")
    ORGANISATION_DEPARTMENT = "organisation_department", _("县委组织部")
    TOWN = "town", _("镇")
    TOWNSHIP = "township", _("乡")
    STREET = "street", _("街道")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    NEW_ECONOMIC = "new_economic", _("新经济组织")
    NEW_SOCIAL = "new_social", _("新社会组织")
    AGENCY = "agency", _("机关（事业）单位")
    SOE = "soe", _("国有企业")
    SCHOOL = "school", _("学校")
    GRID_BRANCH = "grid_branch", _("网格党支部")
    COURTYARD_GROUP = "courtyard_group", _("楼院党小组")


TOWNSHIP_LEVEL = frozenset({Kind.TOWN, Kind.TOWNSHIP, Kind.STREET})
VILLAGE_LEVEL = frozenset({Kind.VILLAGE, Kind.COMMUNITY})
TWO_NEW = frozenset({Kind.NEW_ECONOMIC, Kind.NEW_SOCIAL})
OBSERVED = VILLAGE_LEVEL | TWO_NEW
"""The kinds that an internal round visits one by one (S0-3.1-e)."""
SAME_LEVEL = (TOWNSHIP_LEVEL, VILLAGE_LEVEL, TWO_NEW)
"""An organisation may change its kind only within one of these: a village becomes a community, never a township."""

PARENTS: dict[Kind, frozenset[Kind]] = {
    Kind.COUNTY: frozenset(),
    Kind.ORGANISATION_DEPARTMENT: frozenset({Kind.COUNTY}),
    Kind.TOWN: frozenset({Kind.COUNTY}),
    Kind.TOWNSHIP: frozenset({Kind.COUNTY}),
    Kind.STREET: frozenset({Kind.COUNTY}),
    Kind.VILLAGE: TOWNSHIP_LEVEL,
    Kind.COMMUNITY: TOWNSHIP_LEVEL,
    Kind.NEW_ECONOMIC: TOWNSHIP_LEVEL | VILLAGE_LEVEL,
    Kind.NEW_SOCIAL: TOWNSHIP_LEVEL | VILLAGE_LEVEL,
    Kind.AGENCY: TOWNSHIP_LEVEL | {Kind.COUNTY},
    Kind.SOE: TOWNSHIP_LEVEL | {Kind.COUNTY},
    Kind.SCHOOL: TOWNSHIP_LEVEL | {Kind.COUNTY},
    # A grid branch outside a community can be entered, and is then reported by the structure check (S1-V-1.3).
    Kind.GRID_BRANCH: VILLAGE_LEVEL | TOWNSHIP_LEVEL,
    Kind.COURTYARD_GROUP: VILLAGE_LEVEL | TOWNSHIP_LEVEL | {Kind.GRID_BRANCH},
}
"""Which kinds may stand directly above a kind. Territorial levels follow one another without a gap (S0-1-b)."""


class Form(TextChoices):
    """The form of the party organisation."""

    COMMITTEE = "committee", _("党委")
    WORKING_COMMITTEE = "working_committee", _("党工委")
    LEADING_GROUP = "leading_group", _("党组")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    PARTY_GROUP = "party_group", _("党小组")
    DEPARTMENT = "department", _("工作部门")


class Duty(TextChoices):
    """What the holder of a post is."""

    SECRETARY = "secretary", _("书记")
    DEPUTY_SECRETARY = "deputy_secretary", _("副书记")
    FULL_TIME_DEPUTY_SECRETARY = "full_time_deputy_secretary", _("专职副书记")
    LEADERSHIP_MEMBER = "leadership_member", _("班子成员")
    ORGANISATION_MEMBER = "organisation_member", _("组织委员")
    ORGANISER = "organiser", _("组织员")
    DEPARTMENT_HEAD = "department_head", _("部长")
    DEPARTMENT_OFFICER = "department_officer", _("干部")
    INFORMATION_OFFICER = "information_officer", _("党建信息员")


SINGLE_SEAT = frozenset({Duty.SECRETARY, Duty.DEPARTMENT_HEAD})
LEADERSHIP_TEAM = frozenset({Duty.SECRETARY, Duty.DEPUTY_SECRETARY, Duty.LEADERSHIP_MEMBER, Duty.ORGANISATION_MEMBER})


class Outcome(StrEnum):
    """What an import does with one row of the workbook."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        return str(_OUTCOME_LABELS[self])


_OUTCOME_LABELS = {
    Outcome.NEW: _("新增"),
    Outcome.UPDATED: _("更新"),
    Outcome.UNCHANGED: _("不变"),
    Outcome.WRONG: _("有错"),
}


@cache
def words_of(choices: type[Word]) -> dict[str, Word]:
    """The Chinese words of an enumeration, whatever language the user reads: they are the words of the workbook."""
    with override(_SOURCE_LANGUAGE):
        return {str(one.label): one for one in choices}


class Role(StrEnum):
    """What a post lets its holder do in Guanmo."""

    COUNTY_ADMIN = "county_admin"
    COUNTY_LEADER = "county_leader"
    TOWNSHIP_SECRETARY = "township_secretary"
    TOWNSHIP_OFFICER = "township_officer"
    LEADERSHIP_MEMBER = "leadership_member"
    ORG_SECRETARY = "org_secretary"
    ORG_RECORDER = "org_recorder"
