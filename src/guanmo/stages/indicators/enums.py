"""Units and states of indicators as people read them (the meaning is ``method.indicators``)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ValueState(TextChoices):
    """What a value means for its period."""

    MET = "met", pgettext_lazy("indicator", "达标")
    MISSED = "missed", _("未达标")
    ON_TRACK = "on_track", _("进行中")
    BEHIND = "behind", _("进度偏慢")
    SHOWN = "shown", _("只看数值")
    UNKNOWN = "unknown", _("没有数据")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class Unit(TextChoices):
    """In what a value is counted."""

    TIMES = "times", _("次")
    PEOPLE = "people", _("人")
    SHARE = "share", _("比例")
    MONEY = "money", _("元")
    NUMBER = "number", _("个")
    YEARS = "years", _("岁")


class IndicatorGroup(TextChoices):
    """Where an indicator stands on the pages; each is one file of ``data``."""

    LIFE = "life", _("组织生活")
    WORK = "work", _("台账、阵地和经费")
    MEMBERS = "members", _("党员管理")
    PEOPLE = "people", _("班子和人员")
    TOWNSHIPS = "townships", _("乡镇（街道）党委")
    COUNTY = "county", _("看全县合计")
