"""States of a score sheet version and the kinds of its deduction rules."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SheetState(TextChoices):
    """A draft may be edited; a published version never changes."""

    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")


class DeductionRuleKind(TextChoices):
    """The kinds of deduction rules, as ``method.sheet.RuleKind`` has them."""

    FIXED = "fixed", _("一次性扣分")
    PER_OCCURRENCE = "per_occurrence", _("按次扣分")
    ZERO = "zero", _("不得分")
    VETO = "veto", _("一票否决")
    BONUS = "bonus", _("加分")
