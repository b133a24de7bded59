"""The forms of django-allauth with our labels."""

from typing import Any, cast

from allauth.account.forms import LoginForm as AllauthLogin
from allauth.account.forms import ReauthenticateForm as AllauthPassword
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthCode
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgain
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthAuthenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthPasskey
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthPasskeyName
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guanmo.audit.denials import REFUSED, WHO
from guanmo.desk.account.adapter import ERRORS
from guanmo.desk.account.second_factor import WHOSE, SecondFactor, secret_of_session
from guanmo.desk.account.session import begin
from guanmo.lib.sealing import SealBroken


def _say(form: forms.Form, **labels: str) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


class LoginForm(AllauthLogin):  # type: ignore[misc]
    """Account name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=_("账号"), password=_("密码"))

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated:
            begin(request)  # the library has just set its own end, which moves with every click
        return response


class PasswordAgainForm(AllauthPassword):  # type: ignore[misc]
    """The password once more, before the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_("密码"))


class _Code:
    """Six digits of the authenticator, or one recovery code. A wrong one is a line with the account that showed its password."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(cast(forms.Form, self), code=_("6 位数字或恢复码"))

    def clean_code(self) -> str:
        whose = WHOSE.set(self.user.pk)
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            self._note("second_factor")
            raise
        except SealBroken as broken:
            self._note("seal_broken")
            raise ValidationError(ERRORS["incorrect_code"]) from broken
        finally:
            WHOSE.reset(whose)
        return code

    def _note(self, code: str) -> None:
        context.request.META[REFUSED], context.request.META[WHO] = code, self.user


class CodeForm(_Code, AllauthCode):  # type: ignore[misc]
    """After the password."""


class CodeAgainForm(_Code, AllauthCodeAgain):  # type: ignore[misc]
    """Once more, before the account is changed."""


class AuthenticatorForm(AllauthAuthenticator):  # type: ignore[misc]
    """The first six digits: proof that the phone took the secret, which until then lies sealed in the session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with secret_of_session(context.request):
            super().__init__(*args, **kwargs)
        _say(self, code=_("手机上显示的 6 位数字"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(AllauthPasskey):  # type: ignore[misc]
    """A passkey; the browser fills in the credential."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("名称"), passwordless=_("登录时不用再输密码"))
        self.fields["name"].help_text = _("写清是哪部手机或电脑，例如：办公室电脑。")
        self.fields["passwordless"].help_text = _("用指纹、人脸或锁屏密码直接登录。")
        self.fields["passwordless"].initial = True


class PasskeyNameForm(AllauthPasskeyName):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("名称"))


class RemovalForm(forms.Form):
    """Nothing to fill in; refuses to take off the last second factor of who must have one."""

    def __init__(self, *args: Any, authenticator: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authenticator = authenticator

    def clean(self) -> None:
        adapter = SecondFactor()
        if not adapter.can_delete_authenticator(self.authenticator):
            raise ValidationError(adapter.error_messages["cannot_delete_authenticator"])
