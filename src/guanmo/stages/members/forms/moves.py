"""The forms of transfers and of floating members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.float_member import Absence
from guanmo.stages.members.enums import FloatingCategory, LifeKind, TransferState
from guanmo.stages.organisations.forms.fields import choice, day, organisation_choices, text
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import in_force


class _WithBranch(forms.Form):
    """A form that names a branch of the county, or one outside by its name. The county's branches are no secret."""

    branch_field = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.uuid): one for one in in_force()}
        field: Any = self.fields[self.branch_field]
        field.choices = [("", "—"), *organisation_choices(self.known.values())]

    @property
    def branch(self) -> Organisation | None:
        """The branch that was chosen. Only for a valid form."""
        return self.known.get(self.cleaned_data[self.branch_field])


class TransferForm(_WithBranch):
    """Where to, and when it was asked for."""

    branch_field = "target"
    target = forms.ChoiceField(label=_("转往县内的党组织"), required=False)
    target_name = text(_("转往的县外党组织"), 120, required=False)
    on = day(_("申请日期"))


class TransferStepForm(forms.Form):
    """One step of a transfer."""

    target = forms.ChoiceField(label=_("办理结果"))
    on = day(_("日期"))
    note = text(_("说明"), 200, required=False)

    def __init__(self, *args: Any, offered: list[TransferState], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]


class FloatingForm(_WithBranch):
    """Why a member is away, since when, where received, and who keeps in touch."""

    branch_field = "host"
    category = choice(_("类别"), FloatingCategory, hint=_("由党员本人提出，按本人意愿登记和取消。"))
    started_on = day(_("外出日期"))
    contact_person = text(_("分包联系人"), 60, hint=_("每名流动党员都要有一名联系人。"))
    host = forms.ChoiceField(label=_("县内的流入地党组织"), required=False)
    host_name = text(_("县外的流入地党组织"), 120, required=False)

    @property
    def absence(self) -> Absence:
        """What was written. Only for a valid form."""
        return Absence(**{**self.cleaned_data, "host": self.branch})


class DayForm(forms.Form):
    """One day."""

    on = day(_("日期"))


class LifeForm(forms.Form):
    """One education or meeting."""

    kind = choice(_("类别"), LifeKind)
    on = day(_("日期"))
    title = text(_("名称"), 120)
