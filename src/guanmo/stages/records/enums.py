"""States of a record, groups of ledgers, who signs, the libraries (workflows.md 12, 18)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, TWO_NEW, VILLAGE_LEVEL, Kind


class RecordState(TextChoices):
    """The states of a record; the table is ``method.lifecycle.RECORD``."""

    DRAFT = "draft", _("草稿")
    AWAITING_SIGNATURES = "awaiting_signatures", _("待签字")
    LOCKED = "locked", _("已归档")


class LedgerGroup(TextChoices):
    """What kind of work a ledger belongs to, in the order of the pages."""

    LIFE = "life", _("组织生活")
    STUDY = "study", _("学习教育")
    MEETINGS = "meetings", _("党建会议")
    DECISIONS = "decisions", _("议事决策")
    WORK = "work", _("工作台账")
    REPORTS = "reports", _("报告与调研")
    MEMBERS = "members", _("党员作用")
    SERVICE = "service", _("服务与关爱")
    FUNDS = "funds", _("经费保障")
    VENUES = "venues", _("阵地建设")
    PUBLICITY = "publicity", _("宣传与品牌")
    COBUILDING = "cobuilding", _("共建共享")


class SignatureRole(TextChoices):
    """Who signs at the end of a record (S1-V-2.2-c)."""

    SECRETARY = "secretary", _("书记")
    RECORDER = "recorder", _("记录人")


class Visibility(TextChoices):
    """Who reads a record: the line above, or only the organisation (and its direct superior) where persons are concerned."""

    LINE = "line", _("本组织和各级上级")
    OWN = "own", _("只有本组织")
    OWN_AND_SUPERIOR = "own_and_superior", _("本组织和直接上级")


class Library(TextChoices):
    """Collections that every organisation reads; only what was selected is in them (S0-3.1-q, S4-16d)."""

    PRACTICES = "practices", _("经验做法库")
    CASES = "cases", _("优秀组织生活案例库")
    LESSONS = "lessons", _("精品党课库")


SIGNED_PAGE = "signed-page"
"""The scan of the page that was signed by hand: it comes after what was written, and no signature stands for it."""

KINDS_BY_NAME: dict[str, frozenset[Kind]] = {
    "villages": VILLAGE_LEVEL,
    "two_new": TWO_NEW,
    "townships": TOWNSHIP_LEVEL,
    "units": frozenset({Kind.AGENCY, Kind.SOE, Kind.SCHOOL}),
    "grids": frozenset({Kind.GRID_BRANCH}),
    "departments": frozenset({Kind.ORGANISATION_DEPARTMENT}),
}
"""Names for several kinds at once, as the shipped ledgers use them; a single kind is named by its own value."""


def kinds_of(names: tuple[str, ...]) -> frozenset[Kind]:
    """The kinds of organisation that these names mean. Raises ValueError for a name that is none."""
    return frozenset(kind for name in names for kind in KINDS_BY_NAME.get(name) or {Kind(name)})
