"""Forms of the documents' pages: the filter of the register, the text of a bulletin or plan, the sections of a summary."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.documents.composers.bulletin import body_from_text
from guanmo.stages.documents.composers.latest import TEMPLATED
from guanmo.stages.documents.composers.written import Letter, Minutes
from guanmo.stages.documents.content import Paragraph
from guanmo.stages.documents.enums import DocumentState, Kind, PaperKind
from guanmo.stages.documents.queries import Wanted, template_units
from guanmo.stages.organisations.models import Organisation, User

_ALL = [("", _("全部"))]


class RegisterFilter(forms.Form):
    """Kind, state and words; what is not understood filters nothing."""

    kind = forms.ChoiceField(label=_("种类"), required=False, choices=[*_ALL, *Kind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*_ALL, *DocumentState.choices])
    words = forms.CharField(label=_("标题、文号或单位"), required=False, max_length=60)

    def wanted(self) -> Wanted:
        """The filter as a value."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})


class BulletinForm(forms.Form):
    """The text of the bulletin, one paragraph a line; a line that begins with # is a heading."""

    body = forms.CharField(
        label=_("通报正文"),
        help_text=_("一行一段；以“#”开头的行是小标题。排名表作为附件自动附上。"),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as paragraphs; call it on a valid form."""
        return body_from_text(self.cleaned_data["body"])


class ProgressForm(BulletinForm):
    """The text of a progress bulletin, written in the same way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = _("一行一段；以“#”开头的行是小标题。各党组织进展情况作为附件自动附上。")


class PlanForm(forms.Form):
    """Title, basis documents (one a line) and text of an implementation plan (S0-1-a)."""

    title = forms.CharField(label=_("标题"), max_length=120)
    basis = forms.CharField(
        label=_("依据文件"),
        help_text=_("一行一份，写成：发文单位《文件标题》（文号，日期）。文号、日期可以不写。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=_("方案正文"),
        help_text=_("一行一段；以“#”开头的行是小标题。"),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The text as paragraphs; call it on a valid form."""
        return body_from_text(self.cleaned_data["body"])


class LetterForm(forms.Form):
    """A 函: title, to whom, text."""

    title = forms.CharField(label=_("标题"), max_length=120)
    to = forms.CharField(label=_("主送机关"), max_length=120)
    body = forms.CharField(
        label=_("正文"),
        help_text=_("一行一段；以“#”开头的行是小标题。"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    copies_to = forms.CharField(label=_("抄送"), max_length=200, required=False)

    @property
    def letter(self) -> Letter:
        """What was written; call it on a valid form."""
        return Letter(**{**self.cleaned_data, "body": body_from_text(self.cleaned_data["body"])})


class MinutesForm(forms.Form):
    """A 纪要: the meeting, what was agreed, who was there. The day stays text in a draft."""

    meeting = forms.CharField(
        label=_("会议名称"), max_length=100, help_text=_("例如：2026年第3次党建工作领导小组会议。")
    )
    held_on = forms.CharField(label=_("会议日期"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label=_("地点"), max_length=60)
    chair = forms.CharField(label=_("主持人"), max_length=60)
    body = forms.CharField(
        label=_("议定事项"),
        help_text=_("一行一段；以“#”开头的行是小标题。"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    present = forms.CharField(label=_("出席"), max_length=600, help_text=_("姓名之间空一格。"))
    absent = forms.CharField(label=_("请假"), max_length=300, required=False)
    sitting_in = forms.CharField(label=_("列席"), max_length=600, required=False)
    copies_to = forms.CharField(label=_("抄送"), max_length=200, required=False)

    def clean_held_on(self) -> str:
        try:
            return date.fromisoformat(self.cleaned_data["held_on"]).isoformat()
        except ValueError as error:
            raise forms.ValidationError(_("请填写会议日期，例如2026-11-03。")) from error

    @property
    def minutes(self) -> Minutes:
        """What was written; call it on a valid form."""
        words, body = self.cleaned_data, body_from_text(self.cleaned_data["body"])
        return Minutes(**{**words, "body": body, "held_on": date.fromisoformat(words["held_on"])})


class SummaryForm(forms.Form):
    """The five sections of a round's summary (S0-2-d), one paragraph a line; an empty one prints 本轮无记录."""

    experience = forms.CharField(label=_("经验做法"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    exemplars = forms.CharField(label=_("先进典型"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    problems = forms.CharField(label=_("存在问题"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    ideas = forms.CharField(label=_("工作思路"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    responsibility = forms.CharField(label=_("责任传导"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


class TemplateForm(forms.Form):
    """A .docx of one of the user's offices, for one kind of document."""

    kind = forms.ChoiceField(label=_("用于"), choices=[(kind.value, kind.label) for kind in TEMPLATED])
    unit = forms.ChoiceField(label=_("单位"))
    file = forms.FileField(
        label=_("模板（.docx）"),
        help_text=_("在 Word 或 WPS 里照平时的格式排好，要填的地方写字段名，例如 {{ number }}、{{ organisation }}。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(one.uuid): one for one in template_units(user)}
        self.fields["unit"].choices = [(key, one.short_name) for key, one in self.units.items()]  # type: ignore[attr-defined]

    @property
    def owner(self) -> Organisation:
        """The office that was chosen; call it on a valid form."""
        return self.units[self.cleaned_data["unit"]]


class PaperForm(forms.Form):
    """A paper to be registered: kind, title, its own date, its file."""

    kind = forms.ChoiceField(label=_("种类"), choices=PaperKind)
    title = forms.CharField(label=_("标题"), max_length=120)
    dated = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(
        label=_("文件"),
        help_text=_("PDF、.docx 或照片，最大10 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,image/*"}),
    )
