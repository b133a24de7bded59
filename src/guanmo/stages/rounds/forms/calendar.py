"""The form with which the county changes the calendar of working days."""

from django import forms
from django.utils.translation import gettext_lazy

from guanmo.stages.rounds.enums import DayKind
from guanmo.stages.rounds.forms.proposal import DateInput


class CalendarForm(forms.Form):
    """A span of days and how they are."""

    first = forms.DateField(label=gettext_lazy("开始日期"), widget=DateInput)
    last = forms.DateField(
        label=gettext_lazy("结束日期"), widget=DateInput, required=False, help_text=gettext_lazy("只有一天的可以不填。")
    )
    kind = forms.ChoiceField(label=gettext_lazy("安排"), choices=DayKind.choices, initial=DayKind.HOLIDAY)
    name = forms.CharField(label=gettext_lazy("说明"), max_length=60, help_text=gettext_lazy("例如“春节”“元旦调休”。"))
