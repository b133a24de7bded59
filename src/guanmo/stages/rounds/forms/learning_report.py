"""The three parts of a team's learning report (S0-3.2-e)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


def _part(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))


class LearningReportForm(forms.Form):
    """Written once by the leader of the team."""

    ideas = _part(gettext_lazy("启发的思路"), gettext_lazy("观摩中受到哪些启发，下一步打算怎么做。"))
    experience = _part(gettext_lazy("学到的经验"), gettext_lazy("哪个村（社区）、哪项做法值得学，好在哪里。"))
    gaps = _part(gettext_lazy("本地的差距"), gettext_lazy("对照之下，本乡镇（街道）差在哪里。"))
