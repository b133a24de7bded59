"""The forms of dues: a month of one organisation, a correction, a line of the ledger."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.domain.dues import DuesMovement
from guanmo.stages.members.enums import DuesEntryKind
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.forms.fields import choice, day, text


def _amount(label: Any, *, required: bool = True, most: int = 99_999_999) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "class": "input"})
    return forms.DecimalField(
        label=label, min_value=0, max_value=most, decimal_places=2, required=required, widget=widget
    )


class DuesMonthForm(forms.Form):
    """Who pays: a box and an amount for each member, one day for all."""

    paid_on = day(_("交纳日期"))

    def __init__(
        self, *args: Any, members: Sequence[Member], usual: Mapping[int, Decimal] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for one in members:
            self.fields[f"{one.uuid}-chosen"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"{one.uuid}-amount"] = _amount(_("金额（元）"), required=False, most=999_999)
            self.fields[f"{one.uuid}-amount"].initial = (usual or {}).get(one.pk)

    def rows(self) -> list[tuple[Member, forms.BoundField, forms.BoundField]]:
        """Each member with the box and the amount."""
        return [(one, self[f"{one.uuid}-chosen"], self[f"{one.uuid}-amount"]) for one in self.members]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for one in self.members:
            if data.get(f"{one.uuid}-chosen") and data.get(f"{one.uuid}-amount") is None and "exempt" not in self.data:
                self.add_error(None, _("请填写%(name)s交的金额，或改用“登记减免”。") % {"name": one.name})
        return data

    @property
    def amounts(self) -> dict[Member, Decimal | None]:
        """The amount of each chosen member; None for an exemption. Only for a valid form."""
        chosen = [one for one in self.members if self.cleaned_data[f"{one.uuid}-chosen"]]
        exempt = "exempt" in self.data
        return {one: None if exempt else self.cleaned_data[f"{one.uuid}-amount"] for one in chosen}


class DuesCorrectionForm(forms.Form):
    """What should have been recorded; an empty amount is an exemption."""

    amount = _amount(_("金额（元）"), required=False, most=999_999)
    paid_on = day(_("交纳日期"))
    reason = text(_("更正原因"), 200)


class DuesMovementForm(forms.Form):
    """One line of the dues ledger."""

    kind = choice(_("类别"), DuesEntryKind)
    amount = _amount(_("金额（元）"))
    on = day(_("日期"))
    purpose = text(_("用途"), 120)
    voucher = text(_("凭证号"), 40)
    approver = text(_("审批人"), 60)

    @property
    def movement(self) -> DuesMovement:
        """What was written. Only for a valid form."""
        return DuesMovement(**self.cleaned_data)
