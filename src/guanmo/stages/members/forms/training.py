"""The forms of a training: the plan by member type, and who came."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.train import TrainingPlan
from guanmo.stages.members.enums import CompletionTest, MemberType
from guanmo.stages.members.models import Member, TrainingAttendance
from guanmo.stages.organisations.forms.fields import day, text


class TrainingForm(forms.Form):
    """What is planned: goal and content for each member type that it is for."""

    title = text(_("培训班名称"), 120)
    starts_on = day(_("开班日期"))
    days = forms.IntegerField(label=_("天数"), min_value=1, max_value=60)
    hours = forms.DecimalField(label=_("学时"), min_value=Decimal("0.5"), max_value=400, decimal_places=1)
    rotation = forms.BooleanField(label=_("党员轮训"), required=False, help_text=_("全员每年轮训一遍的班次请勾选。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in MemberType:
            goal = format_lazy("{type}：{word}", type=one.label, word=_("培训目标"))
            content = format_lazy("{type}：{word}", type=one.label, word=_("培训内容"))
            self.fields[f"{one}-goal"] = text(goal, 120, required=False)
            self.fields[f"{one}-content"] = text(content, 200, required=False)

    @property
    def plan(self) -> TrainingPlan:
        """What was written; a type with neither goal nor content is not meant. Only for a valid form."""
        data = self.cleaned_data
        pairs = [(one, data[f"{one}-goal"], data[f"{one}-content"]) for one in MemberType]
        contents = [pair for pair in pairs if pair[1] or pair[2]]
        names = ("title", "starts_on", "days", "hours", "rotation")
        return TrainingPlan(**{name: data[name] for name in names}, contents=contents)


class AttendanceForm(forms.Form):
    """Class hours and test of each member; empty hours say nothing about the member. ``seen`` is the last row shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        held: Mapping[int, TrainingAttendance],
        hours: Decimal,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        self.fields["seen"].initial = max((one.pk for one in held.values()), default=0)
        tests = [("", _("没有考核")), *CompletionTest.choices]
        for one in members:
            known = held.get(one.pk)
            start = known.hours if known else None
            self.fields[f"{one.uuid}-hours"] = forms.DecimalField(
                label=_("学时"), initial=start, min_value=0, max_value=hours, decimal_places=1, required=False
            )
            self.fields[f"{one.uuid}-hours"].widget.attrs |= {
                "class": "input",
                "inputmode": "decimal",
                "placeholder": _("学时，缺席填0"),
            }
            self.fields[f"{one.uuid}-result"] = forms.ChoiceField(
                label=_("考核结果"), choices=tests, required=False, initial=known.result if known else ""
            )
            self.fields[f"{one.uuid}-result"].widget.attrs["class"] = "select"

    def rows(self) -> list[tuple[Member, forms.BoundField, forms.BoundField]]:
        """Each member with hours and test."""
        return [(one, self[f"{one.uuid}-hours"], self[f"{one.uuid}-result"]) for one in self.members]

    @property
    def present(self) -> dict[Member, tuple[Decimal, str]]:
        """Whose hours were written. Only for a valid form."""
        data = self.cleaned_data
        written = {one: data[f"{one.uuid}-hours"] for one in self.members}
        return {one: (hours, data[f"{one.uuid}-result"]) for one, hours in written.items() if hours is not None}
