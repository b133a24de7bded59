"""The forms of the right of reply: an objection, and the answer to one."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.desk.rectification.fields import FilesField
from guanmo.stages.results.models import Objection
from guanmo.stages.scoring.models import BallotDeduction


class LinesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Deductions of the own sheets, without the names of the judges."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: BallotDeduction) -> str:
        return line_in_words(obj)


def line_in_words(line: BallotDeduction) -> str:
    """A deduction as it is contested: item, points, reason."""
    return _("%(item)s %(text)s：扣%(points)s，%(reason)s") % {
        "item": line.item,
        "text": line.item.text[:24],
        "points": f"{line.points:f}",
        "reason": line.reason,
    }


class ObjectionForm(forms.Form):
    """Which lines, why, and with what material."""

    lines = LinesField(None, label=gettext_lazy("有异议的扣分"))
    text = forms.CharField(
        label=gettext_lazy("异议理由"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("哪里扣得不对，有什么依据。写组织的工作，不写个人。"),
    )
    attached = FilesField(
        label=gettext_lazy("图片或材料"),
        required=False,
        help_text=gettext_lazy("可选多个：图片、PDF、.docx，每个不超过10 MB。请勿拍摄可辨认的群众。"),
    )

    def __init__(self, *args: Any, lines: QuerySet[BallotDeduction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines  # type: ignore[attr-defined]
        self.fields["attached"].widget.attrs["accept"] = "image/*,.pdf,.docx"


class AnswerForm(forms.Form):
    """For each contested line what it is worth after the second look, and the answer in words."""

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = list(objection.deductions.select_related("item__section"))
        for line in self._lines:
            self.fields[_name(line)] = forms.DecimalField(
                label=line_in_words(line),
                min_value=Decimal(0),
                max_value=line.points,
                decimal_places=2,
                initial=line.points,
                help_text=gettext_lazy("复核后应扣多少；维持不变的不用改。"),
            )
        self.fields["text"] = forms.CharField(
            label=gettext_lazy("答复"),
            widget=forms.Textarea({"rows": 4}),
            help_text=gettext_lazy("写明看了什么、凭什么维持或者更改。"),
        )

    @property
    def points(self) -> dict[int, Decimal]:
        """The points of each contested line by the deduction's id. Only for a valid form."""
        return {line.pk: self.cleaned_data[_name(line)] for line in self._lines}


def _name(line: BallotDeduction) -> str:
    return f"line-{line.pk}"
