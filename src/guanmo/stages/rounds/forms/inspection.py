"""The form on which an inspection is recorded (S0-4.2-a, S2-3.5-a)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.domain.inspect import InspectionPlan
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.forms.proposal import DateInput
from guanmo.stages.rounds.queries import inspectable_by

STRATA = (Kind.VILLAGE, Kind.COMMUNITY, Kind.NEW_ECONOMIC, Kind.NEW_SOCIAL)


class InspectionForm(forms.Form):
    """Type, date and whom; for a random sample how many of each kind instead."""

    type = forms.ChoiceField(label=gettext_lazy("检查方式"), choices=InspectionType.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    inspected_on = forms.DateField(label=gettext_lazy("检查日期"), widget=DateInput)
    inspectors = forms.CharField(
        label=gettext_lazy("检查人员"), max_length=120, help_text=gettext_lazy("去检查的人，用顿号隔开。")
    )
    skip_inspected = forms.BooleanField(
        label=gettext_lazy("今年检查过的不再抽"),
        required=False,
        help_text=gettext_lazy("不参加抽取的组织和原因写在名单上，一起公布。"),
    )
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("检查对象"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, organiser: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organiser = organiser
        self.fields["inspectors"].initial = user.name
        self.known = {str(one.uuid): one for one in inspectable_by(user, organiser)}
        self.fields["organisations"].choices = [(key, one.name) for key, one in self.known.items()]  # type: ignore[attr-defined]
        for kind in STRATA:
            there = sum(one.kind == kind for one in self.known.values())
            self.fields[f"size_{kind}"] = forms.IntegerField(
                label=kind.label, min_value=0, max_value=there, required=False, disabled=not there,
                help_text=_("共%(n)d个") % {"n": there},
            )  # fmt: skip

    @property
    def sizes(self) -> list[forms.BoundField]:
        """The fields that say how many of each kind are drawn."""
        return [self[f"size_{kind}"] for kind in STRATA]

    @property
    def plan(self) -> InspectionPlan:
        """What was chosen. Only for a valid form."""
        data = self.cleaned_data
        return InspectionPlan(
            organiser=self.organiser,
            type=InspectionType(data["type"]),
            title=data["title"],
            inspected_on=data["inspected_on"],
            organisations=[self.known[key] for key in data["organisations"]],
            sizes={kind: data[f"size_{kind}"] or 0 for kind in STRATA},
            skip_inspected=data["skip_inspected"],
            inspectors=data["inspectors"],
        )
