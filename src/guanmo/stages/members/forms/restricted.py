"""The forms of restricted cases and of care."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.restrict import TABLES, Care
from guanmo.stages.members.enums import CareCategory, CareKind, Decision, RestrictedKind, RestrictedState
from guanmo.stages.members.models import RestrictedCase
from guanmo.stages.organisations.forms.fields import choice, day, text
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import appointments


class RestrictedForm(forms.Form):
    """Which kind of case; no reason is asked for."""

    kind = choice(_("类别"), RestrictedKind)
    on = day(_("日期"), hint=_("不写原因和情节。"))


class RestrictedStepForm(forms.Form):
    """The next step of a case; an approval only for whom may approve."""

    target = forms.ChoiceField(label=_("办理结果"))
    on = day(_("日期"))
    decision = choice(_("处置意见"), Decision, required=False, hint=_("提出处置意见时选择。"))

    def __init__(self, *args: Any, case: RestrictedCase, approves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = TABLES[RestrictedKind(case.kind)][case.state]
        offered = [one for one in RestrictedState if one in following]
        offered = [one for one in offered if approves or one != RestrictedState.APPROVED]
        self.fields["target"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]


class CareNeedForm(forms.Form):
    """One category, and the leader who helps."""

    category = choice(_("关爱类别"), CareCategory, hint=_("只选一类，不写困难情况。"))
    helper = forms.ChoiceField(label=_("帮扶领导"), required=False)
    on = day(_("列入日期"))

    def __init__(self, *args: Any, path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = appointments().filter(post__organisation__path=path)
        self.leaders: dict[str, User] = {str(one.user.uuid): one.user for one in held}
        field: Any = self.fields["helper"]
        field.choices = [("", "—"), *((key, one.name) for key, one in self.leaders.items())]

    @property
    def chosen(self) -> User | None:
        """The leader. Only for a valid form."""
        return self.leaders.get(self.cleaned_data["helper"])


class CareForm(forms.Form):
    """What was done."""

    kind = choice(_("类别"), CareKind)
    on = day(_("日期"), hint=_("只记日期，不记谈话内容和困难情况。"))
    amount = forms.DecimalField(label=_("金额（元）"), min_value=0, decimal_places=2, max_digits=10, required=False)
    approver = text(_("审批人"), 60, required=False, hint=_("困难救助必须填写金额和审批人。"))

    @property
    def care(self) -> Care:
        """What was written. Only for a valid form."""
        return Care(**self.cleaned_data)
