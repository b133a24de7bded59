"""Forms of stage members."""

from guanmo.stages.members.forms.fields import DateInput, choice, day, organisation_choices
from guanmo.stages.members.forms.member import LeaveForm, LimitsForm, MemberForm

__all__ = ["DateInput", "LeaveForm", "LimitsForm", "MemberForm", "choice", "day", "organisation_choices"]
