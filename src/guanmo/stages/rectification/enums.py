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
