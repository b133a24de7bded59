"""The forms of posts with duties, community registration and service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.assign_post import PostPlan
from guanmo.stages.members.enums import PostKind, ServiceKind
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.forms.fields import choice, day, organisation_choices, text
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import in_force


class PostForm(forms.Form):
    """Which post, with which duties."""

    kind = choice(_("类别"), PostKind)
    title = text(_("岗位"), 60, hint=_("例如：政策宣传岗、环境卫生监督岗。"))
    duties = text(_("职责"), 200)
    skill = text(_("特长"), 60, required=False, hint=_("在职党员按特长选岗。"))
    started_on = day(_("上岗日期"))
    consented_on = day(_("本人同意日期"), required=False, hint=_("党员中心户必须填写。"))

    def __init__(self, *args: Any, kinds: list[PostKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]

    @property
    def plan(self) -> PostPlan:
        """What was written. Only for a valid form."""
        return PostPlan(**self.cleaned_data)


class RegistrationForm(forms.Form):
    """With which community, and when. The county's communities are no secret."""

    community = forms.ChoiceField(label=_("报到的村（社区）"))
    on = day(_("报到日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uuid): one for one in in_force().filter(kind__in=VILLAGE_LEVEL)}
        self.fields["community"].choices = organisation_choices(self.known.values())  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Organisation:
        """The community. Only for a valid form."""
        return self.known[self.cleaned_data["community"]]


class ServiceForm(forms.Form):
    """One service."""

    kind = choice(_("类别"), ServiceKind)
    on = day(_("日期"))
    hours = forms.DecimalField(
        label=_("小时"), min_value=0, max_value=24, decimal_places=1, help_text=_("不登记服务对象。")
    )
