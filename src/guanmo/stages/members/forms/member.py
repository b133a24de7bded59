"""The forms of one member: what the roster holds, taking off it, and the county's time limits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.facts import MemberFacts
from guanmo.stages.members.enums import Education, Leaving, Membership, MemberType, OfficeStatus, Sex
from guanmo.stages.members.models import MemberLimits
from guanmo.stages.organisations.forms.fields import choice, day, text

LIMITS = (
    "roster_days",
    "transfer_days",
    "education_days",
    "cultivation_months",
    "probation_months",
    "contact_days",
    "training_hours",
)


class MemberForm(forms.Form):
    """What the roster holds. ``reason`` is asked for when a held row is corrected, ``namesake`` when one is entered."""

    name = text(_("姓名"), 60)
    membership = choice(_("人员类别"), Membership)
    type = choice(_("党员类型"), MemberType)
    office_status = choice(_("任职情况"), OfficeStatus)
    joined_on = day(_("入党日期"))
    full_on = day(_("转正日期"), required=False)
    sex = choice(_("性别"), Sex, required=False)
    birth_year = forms.IntegerField(label=_("出生年份"), min_value=1900, max_value=2100, required=False)
    education = choice(_("学历"), Education, required=False)
    home_study = forms.BooleanField(label=_("送学上门"), required=False, help_text=_("不用写原因。"))
    contact = text(_("联系电话"), 60, required=False, hint=_("只用来通知，加密保存。空着就不改动已有的。"))
    reason = text(_("为什么改"), 200, required=False)

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    namesake = forms.BooleanField(
        label=_("另一个人"), required=False, help_text=_("本组织已有同姓名、同入党日期的党员，这次登记的是另一个人。")
    )

    def __init__(self, *args: Any, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        for name in ("namesake",) if corrects else ("reason", "seen"):
            del self.fields[name]

    @property
    def facts(self) -> MemberFacts:
        """What was written. Only for a valid form."""
        return MemberFacts(**{name: self.cleaned_data[name] for name in MemberFacts.__dataclass_fields__})


class AccountForm(forms.Form):
    """The member's own account."""

    username = text(_("登录账号"), 150, required=False, hint=_("本人登录后可以看自己的页面。空着就取消。"))


class ReturnForm(forms.Form):
    """Why a member stands on the roster again."""

    reason = text(_("为什么恢复"), 200, hint=_("例如：移出时选错了人。"))


class PhoneForm(forms.Form):
    """A whole phone number, and why its owner is wanted."""

    number = text(_("电话号码"), 40, hint=_("要写完整，只写几位查不到。"))
    reason = text(_("为什么查"), 200, hint=_("例如：有未接来电，要回电话。会记录下来。"))


class LeaveForm(forms.Form):
    """When and why a member goes from the roster."""

    left_on = day(_("离开日期"))
    leaving = choice(_("离开原因"), Leaving)


_LEAST = {"cultivation_months": 12, "probation_months": 12}
"""Months below which no county goes: the Rules on developing members set them (S4-15a)."""


class LimitsForm(forms.Form):
    """The county's time limits: days, months and class hours, each at least 1; cultivation and probation at least a year."""

    def __init__(self, *args: Any, bases: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LIMITS:
            field: Any = MemberLimits._meta.get_field(name)
            self.fields[name] = forms.IntegerField(
                label=field.verbose_name,
                min_value=_LEAST.get(name, 1),
                max_value=3650,
                help_text=bases.get(name, ""),
            )
