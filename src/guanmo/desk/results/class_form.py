"""The form in which the classes of a round are confirmed: one choice and one reason for each organisation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from guanmo.desk.results.reliability import fragile_words
from guanmo.stages.results.domain.classify import Change
from guanmo.stages.results.enums import ManagementClass
from guanmo.stages.results.models import Standing


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One organisation with its two fields."""

    standing: Standing
    fragile: str
    choice: forms.BoundField
    reason: forms.BoundField


class ClassForm(forms.Form):
    """Prefilled with the class that holds now; another class than the proposed one asks for a reason."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, standings: Sequence[Standing], reasons: Mapping[int, str]
    ) -> None:
        super().__init__(data)
        self.standings = standings
        for one in standings:
            name = one.organisation.short_name
            self.fields[_choice(one)] = forms.ChoiceField(
                choices=ManagementClass.choices,
                label=_("%(name)s的类别") % {"name": name},
                initial=getattr(one, "class_shown", one.proposed_class),
            )
            self.fields[_reason(one)] = forms.CharField(
                required=False,
                max_length=200,
                label=_("%(name)s的调整原因") % {"name": name},
                initial=reasons.get(one.pk, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason at the field where it is missing."""
        cleaned = super().clean() or {}
        for one in self._changed(cleaned):
            if not cleaned.get(_reason(one), "").strip():
                self.add_error(_reason(one), _("类别与拟定的不同，请写明调整原因。"))
        return cleaned

    def lines(self) -> Iterator[ClassLine]:
        """The rows of the form, in order of rank."""
        for one in self.standings:
            yield ClassLine(one, fragile_words(one), self[_choice(one)], self[_reason(one)])

    def changes(self) -> dict[UUID, Change]:
        """What differs from the proposal; call it on a valid form."""
        return {
            one.organisation.uuid: Change(
                ManagementClass(self.cleaned_data[_choice(one)]), self.cleaned_data[_reason(one)]
            )
            for one in self._changed(self.cleaned_data)
        }

    def _changed(self, cleaned: Mapping[str, Any]) -> Iterable[Standing]:
        return [one for one in self.standings if cleaned.get(_choice(one), one.proposed_class) != one.proposed_class]


def _choice(standing: Standing) -> str:
    return f"class-{standing.organisation.uuid}"


def _reason(standing: Standing) -> str:
    return f"reason-{standing.organisation.uuid}"
