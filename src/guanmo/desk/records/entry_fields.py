"""One form field for one field of a ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from guanmo.desk.rectification.fields import DayInput
from guanmo.method.ledger import Field

Choices = list[tuple[str, str]]
_FEW = 6


def field_for(asked: Field, offered: Choices, known: Any, complete: bool) -> forms.Field:
    """The field that asks for it; required only when the record is to be ``complete``, so that drafts may wait."""
    required = asked.required and complete
    more = {"label": asked.title, "help_text": asked.help, "required": required, "initial": _shown(asked, known)}
    if asked.kind in ("choice", "yes_no") and (asked.kind == "choice" or asked.required):
        return _one_of(asked, more)
    if asked.kind in ("choices", "holders", "organisations"):
        choices = list(asked.choices.items()) or offered
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **more)
    if asked.kind in ("holder", "organisation", "record"):
        return _from_list(asked, offered, more)
    return _typed(asked, more)


def _typed(asked: Field, more: dict[str, Any]) -> forms.Field:
    if asked.kind == "yes_no":
        return forms.BooleanField(**{**more, "required": False})
    if asked.kind == "date":
        return forms.DateField(widget=DayInput, **more)
    if asked.kind == "number":
        return forms.IntegerField(min_value=0, max_value=99_999_999, **more)
    if asked.kind == "money":
        return forms.DecimalField(max_digits=14, decimal_places=2, min_value=0, **more)
    if asked.kind == "link":
        return forms.URLField(max_length=400, assume_scheme="https", **more)
    if asked.kind == "long_text":
        return forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=5000, **more)
    return forms.CharField(max_length=200, **more)


def _one_of(asked: Field, more: dict[str, Any]) -> forms.Field:
    choices = list(asked.choices.items()) or [("yes", _("是")), ("no", _("否"))]
    if len(choices) <= _FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **more)
    return forms.ChoiceField(choices=[("", _("请选择")), *choices], **more)


def _from_list(asked: Field, offered: Choices, more: dict[str, Any]) -> forms.Field:
    """A holder is the first of the list (the secretary) unless another was chosen."""
    if asked.kind == "holder":
        offered = [*offered, ("other", _("其他人"))]
        more = {**more, "initial": more["initial"] or offered[0][0]}
        return forms.ChoiceField(choices=offered, **more)
    return forms.ChoiceField(choices=[("", _("请选择")), *offered], **more)


def _shown(asked: Field, known: Any) -> Any:
    if asked.kind == "yes_no" and asked.required and isinstance(known, bool):
        return "yes" if known else "no"
    return known
