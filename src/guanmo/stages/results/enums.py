"""Lists, classes and answers to filings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class List(TextChoices):
    """The separate ranking lists (S0-3.1-j, D32); townships have their own in the county round (S0-3.3-i)."""

    VILLAGE = "village", _("村（社区）")
    TWO_NEW = "two_new", _("“两新”组织")
    TOWNSHIP = "township", _("乡镇（街道）")


class ManagementClass(TextChoices):
    """The three classes (S0-1-e)."""

    ADVANCED = "advanced", _("先进")
    QUALIFIED = "qualified", _("达标")
    BACKWARD = "backward", _("落后")


class Answer(TextChoices):
    """What the county answers to a filing."""

    ACCEPTED = "accepted", _("已备案")
    RETURNED = "returned", _("退回")
