"""The forms of rectification. What they may not decide (who, when, which state) is left to the acts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from guanmo.desk.rectification.fields import DayInput, FilesField, in_days, in_working_days
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.domain.enter_row import Columns
from guanmo.stages.rectification.enums import FindingType, LookBackResult, RowState, Source
from guanmo.stages.rectification.queries import (
    LedgerFilter,
    criticised_by,
    items_of,
    organisations_with_rows,
    rounds_with_rows,
    self_checking_for,
)
from guanmo.stages.rounds.models import InspectedOrganisation, Visit
from guanmo.stages.sheets.models import Item

TIME_AGAIN = 10
"""Working days that are proposed for a problem that goes back."""


def _text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **more)


class ColumnsForm(forms.Form):
    """Five columns of a ledger row; the sixth is set by the sign-off alone (S1-L-a)."""

    matter = _text(_("整改事项"))
    measure = _text(_("整改措施"), required=False, help_text=_("写明怎么改、改到什么程度。"))
    due_date = forms.DateField(label=_("整改时限"), required=False, widget=DayInput)
    responsible_person = forms.CharField(label=_("责任人"), required=False, max_length=60)

    @property
    def columns(self) -> Columns:
        return Columns(**{name: self.cleaned_data[name] for name in ColumnsForm.base_fields})


class ReasonForm(forms.Form):
    """Why something is cancelled or not entered."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class NothingForm(forms.Form):
    """A step that needs no words."""


class SubmissionForm(forms.Form):
    """What the organisation did, with evidence."""

    done = _text(_("整改情况"), 4, help_text=_("做了什么、什么时候做的、现在怎么样。"))
    attached = FilesField(
        label=_("图片或材料"),
        required=False,
        help_text=_("可选多个：图片、PDF、.docx，每个不超过10 MB。请勿拍摄可辨认的群众。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attached"].widget.attrs["accept"] = "image/*,.pdf,.docx"


class LookBackForm(forms.Form):
    """One look-back: day, result and what was seen (S0-3.1-o)."""

    checked_on = forms.DateField(label=_("检查日期"), widget=DayInput, initial=lambda: in_days(0))
    result = forms.ChoiceField(label=_("结果"), choices=LookBackResult.choices, widget=forms.RadioSelect)
    evidence = _text(_("核实情况"), help_text=_("写明看了什么、查了什么。"))


class SignOffForm(forms.Form):
    """The acceptance of one row (S0-3.1-p)."""

    evidence = _text(_("验收情况"), help_text=_("写明凭什么认定已经整改到位。"))


class AgainForm(forms.Form):
    """Why a row goes back, and until when."""

    reason = _text(_("原因"))
    due_date = forms.DateField(
        label=_("新的整改时限"),
        widget=DayInput,
        initial=lambda: in_working_days(TIME_AGAIN),
        help_text=_("按工作日预填，可以改。"),
    )


class ReceiptForm(forms.Form):
    """Who signed the paper notice."""

    received_by = forms.CharField(label=_("签收人"), max_length=60, help_text=_("在纸质通知单上签名的人。"))


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An item of the sheet with its number and the head of its text."""

    def label_from_instance(self, obj: Item) -> str:
        return f"{obj.section.no}.{obj.no} {obj.text[:40]}"


class FindingForm(forms.Form):
    """What was found on a visit, and the item that it concerns (S0-3.1-h)."""

    finding_type = forms.ChoiceField(label=_("类型"), choices=FindingType.choices, initial=FindingType.SHORTCOMING)
    item = ItemField(None, label=_("考核内容"), required=False, empty_label=_("不针对某一项"))
    text = _text(_("内容"), 4, help_text=_("写组织的工作，不写群众个人的情况。"))

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items_of(visit)  # type: ignore[attr-defined]


class InspectedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the organisations that an inspection visits."""

    def label_from_instance(self, obj: InspectedOrganisation) -> str:
        return obj.organisation.name


class InspectedForm(forms.Form):
    """What an inspection found about one organisation (S2-3.5-c)."""

    organisation = InspectedField(None, label=_("党组织"))
    finding_type = forms.ChoiceField(label=_("类型"), choices=FindingType.choices, initial=FindingType.SHORTCOMING)
    text = _text(_("内容"), 4, help_text=_("写组织的工作，不写群众个人的情况。"))

    def __init__(self, *args: Any, inspected: QuerySet[InspectedOrganisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = inspected  # type: ignore[attr-defined]


class CriticismForm(ColumnsForm):
    """A criticism with its time limit, and the row that it opens (S2-3.7-e)."""

    organisation: Any = forms.ModelChoiceField(None, label=_("党组织"))
    text = _text(_("批评事由"), help_text=_("写组织的工作，不写个人。"))
    due_date = forms.DateField(label=_("整改时限"), widget=DayInput)
    field_order = ("organisation", "text")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = criticised_by(user)  # type: ignore[attr-defined]


class SelfCheckForm(forms.Form):
    """The head of a self-check: which organisation, when, and what was checked (S4-5c)."""

    organisation: Any = forms.ModelChoiceField(None, label=_("党组织"), empty_label=None)
    checked_on = forms.DateField(label=_("自查日期"), widget=DayInput, initial=lambda: in_days(0))
    summary = _text(_("自查情况"), 4, help_text=_("查了哪些方面、怎么查的。没有问题也可以登记。"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = self_checking_for(user)  # type: ignore[attr-defined]


class RandomLookBackForm(forms.Form):
    """How many signed-off rows are drawn, and for whom when there are several."""

    unit = forms.ChoiceField(label=_("抽查单位"))
    size = forms.IntegerField(label=_("抽查几项"), min_value=1, initial=3)

    def __init__(self, *args: Any, organisers: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisers = {str(one.uuid): one for one in organisers}
        self.fields["unit"].choices = [(key, one.name) for key, one in self._organisers.items()]  # type: ignore[attr-defined]
        if len(organisers) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = next(iter(self._organisers))

    @property
    def organiser(self) -> Organisation:
        return self._organisers[self.cleaned_data["unit"]]


class ProblemForm(ColumnsForm):
    """A problem of a self-check: how, until when and by whom belong to it."""

    measure = _text(_("整改措施"), help_text=_("写明怎么改、改到什么程度。"))
    due_date = forms.DateField(label=_("整改时限"), widget=DayInput)
    responsible_person = forms.CharField(label=_("责任人"), max_length=60)


class Problems(forms.BaseFormSet):  # type: ignore[type-arg]
    """The problems of a self-check; a block that was left empty counts for nothing."""

    @property
    def columns(self) -> list[Columns]:
        return [form.columns for form in self.forms if form.has_changed()]


MOST_PROBLEMS = 30
ProblemFormSet: type[Problems] = forms.formset_factory(ProblemForm, formset=Problems, extra=1, max_num=MOST_PROBLEMS)  # type: ignore[assignment]


class LedgerFilterForm(forms.Form):
    """By what the ledger is narrowed; what cannot be read narrows nothing."""

    round: Any = forms.ModelChoiceField(
        None, label=_("轮次"), required=False, to_field_name="uuid", empty_label=_("全部")
    )
    organisation: Any = forms.ModelChoiceField(
        None, label=_("党组织"), required=False, to_field_name="uuid", empty_label=_("全部")
    )
    source = forms.ChoiceField(label=_("问题来源"), required=False, choices=[("", _("全部")), *Source.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *RowState.choices])
    overdue = forms.BooleanField(label=_("只看逾期"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds_with_rows(user)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_with_rows(user)  # type: ignore[attr-defined]

    @property
    def narrow(self) -> LedgerFilter:
        self.is_valid()
        chosen = self.cleaned_data
        round, organisation = chosen.get("round"), chosen.get("organisation")
        return LedgerFilter(
            round.uuid if round else None,
            organisation.uuid if organisation else None,
            chosen.get("source", ""),
            chosen.get("state", ""),
            chosen.get("overdue", False),
        )
