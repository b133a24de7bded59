"""Kinds of findings, states of a ledger row, results of a look-back (workflows.md 4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FindingType(TextChoices):
    """The four kinds of findings on a visit (S0-1-d)."""

    HIGHLIGHT = "highlight", _("亮点")
    GAP = "gap", _("差距")
    SHORTCOMING = "shortcoming", _("短板")
    HARD_PROBLEM = "hard_problem", _("难题")


PROBLEMS = frozenset({FindingType.GAP, FindingType.SHORTCOMING, FindingType.HARD_PROBLEM})
"""The kinds that ask for rectification."""


class Source(TextChoices):
    """Where a finding comes from (workflows.md 4): all go the same way from here."""

    DEDUCTION = "deduction", _("打分扣分")
    VISIT_NOTE = "visit_note", _("观摩记录")
    SELF_CHECK = "self_check", _("自查自纠")
    INSPECTION = "inspection", _("督促检查")
    CRITICISM = "criticism", _("批评并限期整改")


class RowState(TextChoices):
    """The states of a ledger row; the table is ``method.rectification.STEPS``."""

    ENTERED = "entered", _("已列入台账")
    NOTIFIED = "notified", _("已下发通知")
    IN_RECTIFICATION = "in_rectification", _("整改中")
    SUBMITTED = "submitted", _("待回头看")
    LOOKED_BACK = "looked_back", _("待验收")
    RETURNED = "returned", _("退回整改")
    SIGNED_OFF = "signed_off", _("已销号")
    REOPENED = "reopened", _("重新整改")
    CANCELLED = "cancelled", _("已撤销")


OVER = frozenset({RowState.SIGNED_OFF, RowState.CANCELLED})
"""States in which nothing is due any more."""


LOOKED_AT = frozenset(RowState) - {RowState.ENTERED, RowState.CANCELLED}
"""States in which a look-back may be recorded: from the notice on, also after the sign-off (不定期)."""


class WeakState(TextChoices):
    """The states of a weak organisation's case; the table is ``method.weak_organisation.STEPS`` (workflows.md 6)."""

    SUSPECTED = "suspected", _("待研判")
    IDENTIFIED = "identified", _("精准排查")
    IN_LEDGER = "in_ledger", _("精准建账")
    STAFFED = "staffed", _("精准选派")
    RECTIFYING = "rectifying", _("精准整顿")
    UNDER_REVIEW = "under_review", _("待验收")
    TRANSFORMED = "transformed", _("已转化")
    REBUILT = "rebuilt", _("已重建")
    NOT_TRANSFORMED = "not_transformed", _("未转化")
    ESCALATED = "escalated", _("移交问责")
    RELAPSED = "relapsed", _("反弹")
    DISMISSED = "dismissed", _("不认定")


class Basis(TextChoices):
    """On what the case of a weak organisation rests; a person decides, whatever the basis."""

    SELF_CHECK = "self_check", _("自查自纠")
    CLASS = "class", _("观摩类别")
    INSPECTION = "inspection", _("督促检查")
    REPORT = "report", _("有关部门通报")
    OTHER = "other", _("其他")


class StaffRole(TextChoices):
    """Who is sent to a weak organisation or attached to it (S4-24c, S4-24d)."""

    FIRST_SECRETARY = "first_secretary", _("第一书记")
    GUIDE = "guide", _("党建指导员")
    COUNTY_SECRETARY = "county_secretary", _("县级书记挂点")
    TOWNSHIP_SECRETARY = "township_secretary", _("乡镇（街道）书记挂点")


class Remind(TextChoices):
    """When somebody is reminded of a time limit."""

    BEFORE = "before", _("快到期")
    ON = "on", _("今天到期")
    AFTER = "after", _("已逾期")


class LookBackResult(TextChoices):
    """What a look-back found (S0-3.1-o)."""

    FIXED = "fixed", _("已整改到位")
    PARTLY = "partly", _("部分整改")
    NOT_FIXED = "not_fixed", _("未整改")
