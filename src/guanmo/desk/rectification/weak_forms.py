"""The forms of cases of weak organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.desk.rectification.fields import DayInput, in_days
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.rectification.domain.weak_step import Taken
from guanmo.stages.rectification.enums import Basis, StaffRole, WeakState
from guanmo.stages.rectification.models import SelfCheck, WeakCase
from guanmo.stages.rectification.queries import self_checks_of, staff_offered, weak_candidates, weak_steps_open_to


class CheckField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A self-check by its organisation and day."""

    def label_from_instance(self, obj: SelfCheck) -> str:
        return f"{obj.organisation.short_name} {obj.checked_on:%Y-%m-%d}"


class WeakCaseForm(forms.Form):
    """Which organisation, in which batch, on what basis; a person decides, never a class by itself."""

    organisation: Any = forms.ModelChoiceField(None, label=_("党组织"))
    batch = forms.CharField(label=_("批次"), max_length=40, help_text=_("例如“2026年第一批”。"))
    basis = forms.ChoiceField(label=_("依据"), choices=Basis.choices)
    self_check = CheckField(
        None, label=_("作为依据的自查"), required=False, help_text=_("依据是自查自纠时选择。"), empty_label=_("没有")
    )
    reason = forms.CharField(
        label=_("主要问题"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("班子、组织生活、作用发挥等方面的具体表现。写组织的工作，不写个人。"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = weak_candidates(user)  # type: ignore[attr-defined]
        self.fields["self_check"].queryset = self_checks_of(user)  # type: ignore[attr-defined]

    def clean_basis(self) -> Basis:
        return Basis(self.cleaned_data["basis"])


class StaffForm(forms.Form):
    """Who was sent or attached: somebody in office, with the unit that sends."""

    role = forms.ChoiceField(label=_("身份"), choices=StaffRole.choices)
    person = forms.ChoiceField(label=_("人员"), help_text=_("县直单位和本乡镇（街道）的在职人员。"))
    arrived_on = forms.DateField(label=_("到位日期"), widget=DayInput, initial=lambda: in_days(0))

    def __init__(self, *args: Any, case: WeakCase, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._posts: dict[str, Appointment] = {}
        for post in staff_offered(user, case):
            self._posts.setdefault(str(post.user.uuid), post)
        named = [(key, f"{one.user.name}（{one.post.organisation.short_name}）") for key, one in self._posts.items()]
        self.fields["person"].choices = [("", _("请选择")), *named]  # type: ignore[attr-defined]

    def clean_role(self) -> StaffRole:
        return StaffRole(self.cleaned_data["role"])

    def clean_person(self) -> User:
        return self._posts[self.cleaned_data["person"]].user


class PlanForm(forms.Form):
    """The rectification plan, one a case."""

    plan = forms.CharField(
        label=_("整顿方案"), widget=forms.Textarea({"rows": 6}), help_text=_("目标、措施、责任人、时限。")
    )


class WeakStepForm(forms.Form):
    """One of the steps that are possible now."""

    target = forms.ChoiceField(
        label=_("办理"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("这一步不由您办理，或者现在不能办。请刷新页面查看。")},
    )
    taken_on = forms.DateField(label=_("日期"), widget=DayInput, initial=lambda: in_days(0))
    note = forms.CharField(
        label=_("情况和依据"), widget=forms.Textarea({"rows": 3}), help_text=_("写明做了什么、凭什么这样定。")
    )
    due_date = forms.DateField(
        label=_("整顿时限"), widget=DayInput, required=False, help_text=_("开始整顿、继续整顿时填写。")
    )
    approval = forms.CharField(
        label=_("批准（决定）机关"), max_length=120, required=False, help_text=_("重建、问责决定以后继续整顿时填写。")
    )

    def __init__(self, *args: Any, case: WeakCase, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = weak_steps_open_to(user, case)
        self.has_steps = bool(possible)
        self.fields["target"].choices = [(state.value, state.label) for state in possible]  # type: ignore[attr-defined]
        if len(possible) == 1:
            self.fields["target"].initial = possible[0]
        if WeakState.RECTIFYING not in possible:
            del self.fields["due_date"]
        if case.state == WeakState.ESCALATED:
            self.fields["note"].help_text = _("写明决定的日期和以后怎么整顿，不写对个人的处理。")
        elif WeakState.REBUILT not in possible:
            del self.fields["approval"]

    @property
    def taken(self) -> Taken:
        filled = self.cleaned_data
        return Taken(
            WeakState(filled["target"]),
            filled["taken_on"],
            filled["note"],
            filled.get("due_date"),
            filled.get("approval", ""),
        )
