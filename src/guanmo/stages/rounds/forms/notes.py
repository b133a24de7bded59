"""The notes of a visit as one form: the four parts side by side, each only for those who may write it (S0-3.1-d)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from guanmo.stages.rounds.domain.record_visit import Notes, stamp_of
from guanmo.stages.rounds.enums import Part
from guanmo.stages.rounds.models import VisitPart

HINTS = {
    Part.LISTEN: gettext_lazy("听取工作汇报：谁汇报、讲了什么。"),
    Part.LOOK: gettext_lazy("察看阵地现场：看到了什么。"),
    Part.CHECK: gettext_lazy("查阅台账资料：查了哪些、有什么问题。"),
    Part.COMMENT: gettext_lazy("书记、副书记现场点评：肯定什么、要求什么。"),
}


class NotesForm(forms.Form):
    """Three fields for each part: ``<part>-text``, ``<part>-done`` and the stamp of the notes that were shown."""

    def __init__(self, *args: Any, stored: Mapping[str, VisitPart], parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(parts)
        for part in self.parts:
            known = stored.get(part)
            self.fields[f"{part}-text"] = forms.CharField(
                label=format_lazy(gettext_lazy("“{part}”的记录"), part=part.label), help_text=HINTS[part], required=False, max_length=5000,
                initial=known.notes if known else "", widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip
            self.fields[f"{part}-done"] = forms.BooleanField(
                label=gettext_lazy("这一部分已完成"), required=False, initial=bool(known and known.done)
            )
            self.fields[f"{part}-seen"] = forms.CharField(
                required=False, initial=stamp_of(known), widget=forms.HiddenInput
            )

    def group(self, part: Part) -> list[forms.BoundField]:
        """The fields of one part, as the page shows them together."""
        return [self[f"{part}-{name}"] for name in ("text", "done", "seen")]

    @property
    def notes(self) -> dict[Part, Notes]:
        """What was written. Only for a valid form."""
        data = self.cleaned_data
        return {part: Notes(data[f"{part}-text"], data[f"{part}-done"], data[f"{part}-seen"]) for part in self.parts}
