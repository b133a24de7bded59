"""Forms of the documents' pages: the filter of the register, the text of a bulletin, the sections of a summary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guanmo.stages.documents.composers.bulletin import body_from_text
from guanmo.stages.documents.content import Paragraph
from guanmo.stages.documents.enums import DocumentState, Kind
from guanmo.stages.documents.queries import Wanted

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


class SummaryForm(forms.Form):
    """The five sections of a round's summary (S0-2-d), one paragraph a line; an empty one prints 本轮无记录."""

    experience = forms.CharField(label=_("经验做法"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    exemplars = forms.CharField(label=_("先进典型"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    problems = forms.CharField(label=_("存在问题"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    ideas = forms.CharField(label=_("工作思路"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    responsibility = forms.CharField(label=_("责任传导"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
