"""The forms of the tree's upload and of the own password."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.models import User


class UploadForm(forms.Form):
    """One workbook; what it holds is judged by the importer, not by its name."""

    file = forms.FileField(
        label=_("填好的模板"),
        help_text=_("Excel 或 WPS 保存的 .xlsx 文件，最大 20 MB。先预览，确认后才写入。"),
        allow_empty_file=True,
        error_messages={"required": _("请先选择文件。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


WEAK = {
    "password_too_common": _("新密码太常见，容易被猜到，请换一个。"),
    "password_entirely_numeric": _("新密码不能全是数字，请加上字母。"),
}


def _password(label: Any, hint: Any = "", *, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=hint, strip=False, widget=widget)


def _rule() -> str:
    """What this county asks of a password."""
    kinds = (
        gettext("小写字母、大写字母、数字、符号至少三种") if settings.PASSWORD_COMPOSITION else gettext("不能全是数字")
    )
    return gettext("至少 %(n)s 位，%(kinds)s，不要用生日、电话。") % {"n": settings.PASSWORD_LENGTH, "kinds": kinds}


def _in_words(weak: forms.ValidationError) -> Any:
    if weak.code == "password_too_short":
        return gettext("新密码太短，至少要 %(n)s 位。") % {"n": settings.PASSWORD_LENGTH}
    return WEAK.get(weak.code or "", weak)


class PasswordForm(forms.Form):
    """The old password and twice the new one, in the words of this house for what is wrong."""

    old = _password(_("旧密码"), autocomplete="current-password")
    new = _password(_("新密码"), autocomplete="new-password")
    again = _password(_("再输一遍新密码"), autocomplete="new-password")

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        self.user = user
        self.fields["new"].help_text = _rule()

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError(_("旧密码不对，请再输一遍。忘记了的，请县委组织部重设。"))
        return old

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if self.user.check_password(new):
            raise forms.ValidationError(gettext("新密码和旧密码一样，请换一个。"))
        try:
            validate_password(new, self.user)
        except forms.ValidationError as weak:
            raise forms.ValidationError([_in_words(one) for one in weak.error_list]) from weak
        return new

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError(_("两遍新密码不一样，请再输一遍。"))
        return again
