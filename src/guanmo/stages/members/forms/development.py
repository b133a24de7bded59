"""The forms of a development case: application, checks, entries, the declaration of kinship, the step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.method.development import targets
from guanmo.stages.members.domain.develop import Application
from guanmo.stages.members.enums import (
    CultivationKind,
    DevelopmentCheckKind,
    DevelopmentState,
    Education,
    RecommendingBody,
    Sex,
)
from guanmo.stages.organisations.forms.fields import choice, day, text

YES_NO = [("yes", _("是")), ("no", _("否"))]


class ApplicationForm(forms.Form):
    """Who applied."""

    name = text(_("姓名"), 60)
    sex = choice(_("性别"), Sex)
    birth_year = forms.IntegerField(label=_("出生年份"), min_value=1900, max_value=2100)
    education = choice(_("学历"), Education)
    applied_on = day(_("申请日期"))
    recommended_by = choice(_("推荐单位"), RecommendingBody)
    contact_person = text(_("培养联系人"), 60, hint=_("全程负责培养联系、材料归档的党员。"))

    @property
    def application(self) -> Application:
        """What was written. Only for a valid form."""
        return Application(**self.cleaned_data)


class CheckForm(forms.Form):
    """One check; the qualification review is offered to the superior alone."""

    kind = choice(_("事项"), DevelopmentCheckKind)
    result = forms.ChoiceField(
        label=_("结果"), choices=[("yes", _("通过")), ("no", _("未通过"))], widget=forms.RadioSelect
    )
    on = day(_("日期"))
    body = text(_("组织单位"), 60)

    def __init__(self, *args: Any, approves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in DevelopmentCheckKind if approves or one != DevelopmentCheckKind.QUALIFICATION_REVIEW]
        self.fields["kind"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]


class CultivationForm(forms.Form):
    """One entry of education or observation."""

    kind = choice(_("类别"), CultivationKind)
    on = day(_("日期"))
    title = text(_("做了什么"), 120, hint=_("写培训班、谈话、任务等事情，不写思想评价。"))


class KinshipForm(forms.Form):
    """Yes or no, and when it was filed; no relative is named."""

    kinship = forms.ChoiceField(
        label=_("与村（社区）“两委”班子成员有近亲属关系"), choices=YES_NO, widget=forms.RadioSelect
    )
    filed_on = day(_("申报备案日期"), hint=_("只记有没有，不登记亲属的姓名和情况。"))


class StepForm(forms.Form):
    """To which stage, when, with which papers."""

    target = forms.ChoiceField(label=_("转为"))
    on = day(_("批准日期"))
    papers = text(_("归档材料"), 200, hint=_("例如：入党志愿书、考察登记表、公示材料。"))

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [DevelopmentState(one) for one in targets(state)]
        self.fields["target"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
