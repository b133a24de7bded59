"""Forms of stage sheets: the upload, what is kept of it, and corrections of a draft."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.method.sheet import Item, Rule, RuleKind
from guanmo.stages.sheets.enums import DeductionRuleKind
from guanmo.stages.sheets.rules import SCORABLE

KIND_CHOICES = [(kind.value, kind.label) for kind in SCORABLE]
NEW = ""


class UploadForm(forms.Form):
    """The file; whether it is empty or of a wrong kind is said by the reader, in its own words."""

    file = forms.FileField(
        label=gettext_lazy("得分表文件"),
        help_text=gettext_lazy("Word（.docx）、Excel（.xlsx）或文本文件（.txt），不超过20 MB。"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.txt,.csv"}),
    )


class KeepForm(forms.Form):
    """Under which code one sheet of the file is kept, and for which kinds of organisations."""

    keep = forms.BooleanField(label=gettext_lazy("保存这张表"), required=False, initial=True)
    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    existing = forms.ChoiceField(label=gettext_lazy("作为哪张表的新版本"), required=False)
    code = forms.SlugField(
        label=gettext_lazy("新表的代号"),
        help_text=gettext_lazy("只在建立新表时填写，用英文字母、数字，例如 school。"),
        required=False,
        max_length=40,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("用于哪几类组织"), choices=KIND_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    reading = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, codes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        existing: Any = self.fields["existing"]
        existing.choices = [(NEW, _("建立一张新表")), *codes]

    def clean(self) -> dict[str, Any]:
        """A sheet that is not kept needs no answers; a new one needs a code that is not taken."""
        given = {**self.cleaned_data}
        if not given.get("keep"):
            self.errors.clear()
            return given
        if not given.get("existing") and "code" not in self.errors:
            self._check_new(given)
        return given

    def _check_new(self, given: dict[str, Any]) -> None:
        existing: Any = self.fields["existing"]
        if not given.get("code"):
            self.add_error("code", _("建立新表要填写代号。"))
        elif given["code"] in dict(existing.choices):
            self.add_error("code", _("这个代号已经有一张表。请在上面选它，存为新版本，或者换一个代号。"))

    @property
    def code_to_keep(self) -> str:
        """The existing code that was chosen, or the new one."""
        return str(self.cleaned_data["existing"] or self.cleaned_data["code"])


def _points(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_digits=5, decimal_places=2, help_text=help_text
    )


class HeadingForm(forms.Form):
    """What stands over the sheet."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    total = _points(gettext_lazy("总分"), required=True)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("用于哪几类组织"), choices=KIND_CHOICES, widget=forms.CheckboxSelectMultiple
    )


class SectionForm(forms.Form):
    """Name and points of one section."""

    title = forms.CharField(label=gettext_lazy("考核指标"), max_length=60, required=False)
    points = _points(gettext_lazy("分值"))


class ItemForm(forms.Form):
    """Everything of an item but its number and its rules."""

    text = forms.CharField(label=gettext_lazy("考核内容"), widget=forms.Textarea(attrs={"rows": 4}))
    points = _points(gettext_lazy("分值"))
    method = forms.CharField(label=gettext_lazy("考核办法"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    note = forms.CharField(label=gettext_lazy("说明"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    truncated = forms.BooleanField(label=gettext_lazy("原文残缺"), required=False)


class RuleForm(forms.Form):
    """One deduction rule; a row without its clause is left out."""

    text = forms.CharField(label=gettext_lazy("规则原文"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("怎么扣"), choices=DeductionRuleKind.choices, required=False)
    points = _points(gettext_lazy("分数"))
    cap = _points(gettext_lazy("最多"))

    def clean(self) -> dict[str, Any]:
        """Rules that take or give points must say how many."""
        given = {**self.cleaned_data}
        needs_points = given.get("kind") not in (DeductionRuleKind.ZERO, DeductionRuleKind.VETO)
        if given.get("text") and needs_points and given.get("points") is None and "points" not in self.errors:
            self.add_error("points", _("请填写扣几分或加几分；不扣具体分数的，请选“不得分”或“一票否决”。"))
        if not given.get("text") and given.get("points") is not None:
            self.add_error("text", _("请写出规则原文，例如“每少1次扣0.5分”。"))
        return given


RuleFormSet = forms.formset_factory(RuleForm, extra=2, max_num=20)


def corrected_item(number: int, form: ItemForm, rules: Any) -> Item:
    """The item as the person put it right."""
    given = form.cleaned_data
    clauses = [row.cleaned_data for row in rules if row.cleaned_data.get("text")]
    return Item(
        no=number,
        text=given["text"],
        points=given["points"],
        method=given["method"],
        rules=tuple(Rule(RuleKind(one["kind"]), one["text"], one["points"], one["cap"]) for one in clauses),
        note=given["note"],
        truncated=given["truncated"],
    )
