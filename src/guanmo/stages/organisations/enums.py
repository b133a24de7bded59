"""Kinds and forms of organisations, duties of posts, roles that follow from posts (roles.md 7)."""

from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

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


REQUIRED_POSTS: tuple[tuple[frozenset[Kind], tuple[frozenset[Duty], ...]], ...] = (
    (
        TOWNSHIP_LEVEL,
        (
            frozenset({Duty.SECRETARY}),
            frozenset({Duty.DEPUTY_SECRETARY}),
            frozenset({Duty.ORGANISATION_MEMBER}),
        ),
    ),
    (
        VILLAGE_LEVEL,
        (frozenset({Duty.SECRETARY}), frozenset({Duty.DEPUTY_SECRETARY, Duty.FULL_TIME_DEPUTY_SECRETARY})),
    ),
    (TWO_NEW | {Kind.AGENCY, Kind.SOE, Kind.SCHOOL}, (frozenset({Duty.SECRETARY}),)),
)
"""The posts that an organisation of a kind must have filled; one of the duties of each set is enough (S1-V-1.2-a)."""


class UnitKind(TextChoices):
    """What a unit is in which a party organisation may be set up (workflows.md 16)."""

    NEW_ECONOMIC = "new_economic", _("新经济组织")
    NEW_SOCIAL = "new_social", _("新社会组织")
    SCHOOL = "school", _("学校")


class EstablishmentMode(TextChoices):
    """How a party organisation was set up in a unit; a separate one comes first (S3-2.2-a, S3-2.2-b)."""

    SEPARATE = "separate", _("单独组建")
    JOINT = "joint", _("联合组建")
    VILLAGE_ENTERPRISE = "village_enterprise", _("村企联建")


class PartnershipKind(TextChoices):
    """Why organisations stand together, or on what a branch stands (S1-V-2.5, S1-V-4.4-a, S3-2.1-d, S3-2.1-e, S4-7a)."""

    PAIRING = "pairing", _("结对共建")
    JOINT_COMMITTEE = "joint_committee", _("社区“大党委”")
    SOE_LIAISON = "soe_liaison", _("地企党建联系平台")
    RESIDENT_UNITS = "resident_units", _("区域化党建联建")
    VILLAGE_VILLAGE = "village_village", _("村村联建党组织")
    VILLAGE_ENTERPRISE = "village_enterprise", _("村企联建党组织")
    VILLAGE_RESIDENTS = "village_residents", _("村居联建党组织")
    COOPERATIVE = "cooperative", _("党支部（党小组）+合作社")
    ASSOCIATION = "association", _("建在协会上的党组织")
    INDUSTRY_CHAIN = "industry_chain", _("建在产业链上的党组织")
    MAJOR_PROJECT = "major_project", _("建在重大项目上的党组织")


COMMUNITY_ONLY = frozenset({PartnershipKind.JOINT_COMMITTEE})
"""What only a community has (S1-V-2.5)."""


class BodyKind(TextChoices):
    """The bodies by which lines of organisations are led (S4-10a, S4-11a, S4-28, S4-29a)."""

    ORGANS = "organs", _("县直机关工委")
    EDUCATION = "education", _("教育工委")
    STATE_ASSETS = "state_assets", _("国资委党委")
    TWO_NEW_COMMITTEE = "two_new_committee", _("“两新”组织党工委")
    NON_PUBLIC = "non_public", _("非公有制经济组织党委")
    SOCIAL = "social", _("社会组织党委")
    LEADING_GROUP = "leading_group", _("党建工作领导小组")
    LEADING_OFFICE = "leading_office", _("党建工作领导小组办公室")
    AGENCY_GROUP = "agency_group", _("部门党组")
    AGENCY_COMMITTEE = "agency_committee", _("机关党委")
    LINE_DEPARTMENT = "line_department", _("主管部门")


_COUNTY_ALONE = frozenset({Kind.COUNTY})
BODY_PLACES: dict[BodyKind, frozenset[Kind]] = {
    BodyKind.TWO_NEW_COMMITTEE: TOWNSHIP_LEVEL | _COUNTY_ALONE,
    BodyKind.LEADING_GROUP: TOWNSHIP_LEVEL | _COUNTY_ALONE,
    BodyKind.LEADING_OFFICE: TOWNSHIP_LEVEL | _COUNTY_ALONE,
    BodyKind.AGENCY_GROUP: frozenset({Kind.AGENCY}),
    BodyKind.AGENCY_COMMITTEE: frozenset({Kind.AGENCY}),
}
"""At which organisations a body stands; what is not named here stands at the county alone."""
OF_EACH_LEVEL = (BodyKind.LEADING_GROUP, BodyKind.LEADING_OFFICE)
"""What every party committee must have (S4-29a)."""
OF_THE_COUNTY = (
    BodyKind.ORGANS,
    BodyKind.EDUCATION,
    BodyKind.STATE_ASSETS,
    BodyKind.TWO_NEW_COMMITTEE,
    BodyKind.NON_PUBLIC,
    BodyKind.SOCIAL,
)
"""The lines of the county (S4-11a, S4-28d to S4-28g)."""
OF_AN_AGENCY = (BodyKind.AGENCY_GROUP, BodyKind.AGENCY_COMMITTEE)
"""What an agency has beside the working committee of the organs (S4-10a)."""
_TWO_NEW_BODIES = frozenset({BodyKind.TWO_NEW_COMMITTEE, BodyKind.LINE_DEPARTMENT})
LINES: dict[Kind, frozenset[BodyKind]] = {
    Kind.AGENCY: frozenset({BodyKind.ORGANS, BodyKind.LINE_DEPARTMENT}),
    Kind.SCHOOL: frozenset({BodyKind.EDUCATION, BodyKind.LINE_DEPARTMENT}),
    Kind.SOE: frozenset({BodyKind.STATE_ASSETS, BodyKind.LINE_DEPARTMENT}),
    Kind.NEW_ECONOMIC: _TWO_NEW_BODIES | {BodyKind.NON_PUBLIC},
    Kind.NEW_SOCIAL: _TWO_NEW_BODIES | {BodyKind.SOCIAL},
}
"""The kinds of organisations that stand in a line, and by which bodies it may be led (S4-8c, S4-9a, S4-28)."""


class Management(TextChoices):
    """Where an organisation's party relation, or its business, is managed (S4-28a to S4-28c)."""

    LOCAL = "local", _("属地管理")
    VERTICAL = "vertical", _("垂直管理")


class Share(TextChoices):
    """What one of the two has to do in the party work of an organisation (S4-28a to S4-28c)."""

    LEADS = "leads", _("领导")
    COOPERATES = "cooperates", _("配合")
    GUIDES = "guides", _("指导")


LED_BY: dict[tuple[Management, Management], tuple[Share, Share]] = {
    (Management.LOCAL, Management.LOCAL): (Share.LEADS, Share.COOPERATES),
    (Management.LOCAL, Management.VERTICAL): (Share.LEADS, Share.GUIDES),
    (Management.VERTICAL, Management.VERTICAL): (Share.COOPERATES, Share.LEADS),
}
"""By party relation and business: what the committee of the same level does, and what the line does."""


class SettingChangeKind(TextChoices):
    """How the setting of a party organisation changed (S3-1.1-b)."""

    SET_UP = "set_up", _("新建")
    MERGED = "merged", _("合并")
    SPLIT = "split", _("拆分")
    UPGRADED = "upgraded", _("升格")
    ADJUSTED = "adjusted", _("调整")
    DISSOLVED = "dissolved", _("撤销")


class AppointmentFactKind(TextChoices):
    """What is kept about how somebody came to a post and holds it; never an opinion about the person (kept_out.md 7, 8)."""

    SELECTION = "selection", _("产生方式")
    SOURCE = "source", _("书记来源")
    CROSS_POST = "cross_post", _("交叉任职")
    QUALIFICATION_REVIEW = "qualification_review", _("任职资格审查")
    TERM_AUDIT = "term_audit", _("任期审计")
    FILING = "filing", _("备案")
    LATER_POST = "later_post", _("后来的任职")
    FULL_TIME = "full_time", _("专职情况")
    REVIEW = "review", _("履职情况研判")


FACT_WORDS: dict[AppointmentFactKind, dict[str, Any]] = {
    AppointmentFactKind.SELECTION: {
        "two_recommend_one_elect": _("两推一选"),
        "open_recommend_direct_elect": _("公推直选"),
        "cross_appointment": _("村支部两委交叉任职"),
        "appointed": _("上级任命"),
    },
    AppointmentFactKind.SOURCE: {
        "agency_cadre": _("机关事业单位选派"),
        "agency_head": _("部门党员负责人或同级党员干部"),
        "senior_manager": _("高级管理人员"),
        "managerial_backbone": _("优秀经营管理骨干"),
        "school_backbone": _("优秀教师、辅导员"),
        "local": _("本村（社区）党员"),
    },
    AppointmentFactKind.CROSS_POST: {
        "both_committees": _("村“两委”都任职"),
        "management": _("同时在单位管理层任职"),
        "none": _("没有交叉任职"),
    },
    AppointmentFactKind.QUALIFICATION_REVIEW: {"passed": _("通过"), "not_passed": _("不通过")},
    AppointmentFactKind.TERM_AUDIT: {"done": _("已做")},
    AppointmentFactKind.FILING: {"done": _("已做")},
    AppointmentFactKind.LATER_POST: {
        "civil_servant": _("公务员"),
        "public_institution": _("事业编制"),
        "township_leadership": _("乡镇（街道）领导班子"),
    },
    AppointmentFactKind.FULL_TIME: {"full_time": _("专职"), "part_time": _("兼职")},
    AppointmentFactKind.REVIEW: {
        "competent": _("胜任"),
        "to_improve": _("需要提高"),
        "to_change": _("建议调整"),
    },
}
"""The words from which one is chosen. Nothing is written freely about a person."""
PROCEDURES = (AppointmentFactKind.QUALIFICATION_REVIEW, AppointmentFactKind.TERM_AUDIT, AppointmentFactKind.FILING)
"""The three procedures that every village secretary must have gone through (S4-14d)."""
SECTOR_SOURCES: tuple[tuple[frozenset[Kind], frozenset[str]], ...] = (
    (TWO_NEW, frozenset({"senior_manager", "agency_cadre"})),
    (frozenset({Kind.SOE}), frozenset({"managerial_backbone"})),
    (frozenset({Kind.SCHOOL}), frozenset({"school_backbone"})),
    (frozenset({Kind.AGENCY}), frozenset({"agency_head"})),
)
"""From where a sector's secretaries should come (S4-13a); villages and townships are free."""


class ChangeReason(TextChoices):
    """Why a secretary was changed: one word, read by few (S4-12b, S4-27e)."""

    TERM = "term", _("届满或另有任用")
    POLITICAL = "political", _("政治上不合格")
    INTEGRITY = "integrity", _("经济上不廉洁")
    ABILITY = "ability", _("能力上不胜任")
    DUTY = "duty", _("工作上不尽职")
    LAW = "law", _("违法违纪")


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
    """What a post lets its holder do in Guanmo; the last three are given to an account (``GrantedRole``)."""

    COUNTY_ADMIN = "county_admin"
    COUNTY_LEADER = "county_leader"
    TOWNSHIP_SECRETARY = "township_secretary"
    TOWNSHIP_OFFICER = "township_officer"
    LEADERSHIP_MEMBER = "leadership_member"
    ORG_SECRETARY = "org_secretary"
    ORG_RECORDER = "org_recorder"
    LINE_OFFICER = "line_officer"
    INSPECTION_OFFICER = "inspection_officer"
    GUIDE = "guide"


class GrantedRole(TextChoices):
    """A role that is given to an account, not by a post (roles.md 7). The last three run the system and see none of its work."""

    LINE_OFFICER = "line_officer", _("条线党务干部")
    INSPECTION_OFFICER = "inspection_officer", _("督查人员")
    GUIDE = "guide", _("党建指导员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")


ADMINISTRATORS = frozenset({GrantedRole.SYSTEM_ADMIN, GrantedRole.SECURITY_ADMIN, GrantedRole.AUDITOR})
"""The three that stay apart: no account holds two of them, nor one beside a post or a role of work."""
_AREAS = TOWNSHIP_LEVEL | {Kind.COUNTY}
_LINES = TWO_NEW | {Kind.AGENCY, Kind.SOE, Kind.SCHOOL}
GRANTED_ON: dict[GrantedRole, frozenset[Kind]] = {
    GrantedRole.LINE_OFFICER: _LINES,
    GrantedRole.INSPECTION_OFFICER: _AREAS,
    GrantedRole.GUIDE: _LINES | VILLAGE_LEVEL,
    GrantedRole.SYSTEM_ADMIN: frozenset({Kind.COUNTY}),
    GrantedRole.SECURITY_ADMIN: _AREAS,
    GrantedRole.AUDITOR: frozenset({Kind.COUNTY}),
}
"""On which kinds of organisations each may be given: nobody becomes a second township or county by a grant."""
