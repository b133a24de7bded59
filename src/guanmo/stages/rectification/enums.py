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


class RowState(TextChoices):
    """The states of a ledger row; the table is ``method.lifecycle.LEDGER_ROW``."""

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


class LookBackResult(TextChoices):
    """What a look-back found (S0-3.1-o)."""

    FIXED = "fixed", _("已整改到位")
    PARTLY = "partly", _("部分整改")
    NOT_FIXED = "not_fixed", _("未整改")
