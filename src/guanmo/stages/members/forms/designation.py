"""The forms of named persons and of reserve cadres."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.designate import Naming, Reserve
from guanmo.stages.members.enums import FROM_ABOVE, DesignationFunction, Education, Engagement
from guanmo.stages.organisations.forms.fields import choice, day, text


class DesignationForm(forms.Form):
    """Who is named as what; what is named from above is offered there alone."""

    function = choice(_("担任"), DesignationFunction)
    name = text(_("姓名"), 60)
    started_on = day(_("开始日期"))
    home_unit = text(_("派出单位"), 120, required=False)
    engagement = choice(_("配备方式"), Engagement, required=False)
    field = text(_("分工"), 120, required=False, hint=_("班子成员填写分管领域。"))
    qualification = text(_("资格和培训"), 120, required=False)

    def __init__(self, *args: Any, from_above: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in DesignationFunction if from_above or one not in FROM_ABOVE]
        self.fields["function"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]

    @property
    def naming(self) -> Naming:
        """What was written. Only for a valid form."""
        return Naming(**self.cleaned_data)


class DesignationVisitForm(forms.Form):
    """One visit."""

    on = day(_("日期"))
    matter = text(_("帮助解决的问题"), 200, hint=_("写组织的工作，不写个人。"))


class ReserveForm(forms.Form):
    """Who is prepared, by whom."""

    name = text(_("姓名"), 60)
    birth_year = forms.IntegerField(label=_("出生年份"), min_value=1900, max_value=2100)
    education = choice(_("学历"), Education)
    mentor = text(_("联系培养人"), 60)
    entered_on = day(_("列入日期"))

    @property
    def reserve(self) -> Reserve:
        """What was written. Only for a valid form."""
        return Reserve(**self.cleaned_data)


class MeasureForm(forms.Form):
    """One measure."""

    on = day(_("日期"))
    title = text(_("培养措施"), 120)
