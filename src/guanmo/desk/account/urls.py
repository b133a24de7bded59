"""Every page of the way in and of the own account. What django-allauth has beyond these has no address here.

The library goes back to ``mfa_index`` and ``mfa_list_webauthn`` after an act: both are the page of the own account.
"""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgain
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, LoginWebAuthnView, ReauthenticateWebAuthnView
from allauth.socialaccount.providers.openid_connect.views import callback as back_from_office
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from guanmo.desk.account import codes, forms, views


def _page(route: str, view: Any, name: str, template: str, **more: Any) -> URLPattern:
    page: URLPattern = path(route, view.as_view(template_name=f"desk/account/{template}.html", **more), name=name)
    return page


urlpatterns = [
    path("login/", views.Login.as_view(), name="account_login"),
    _page("login/code/", AuthenticateView, "mfa_authenticate", "code", form_class=forms.CodeForm),
    path("login/passkey/", LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path("login/by/<slug:provider_id>/", views.to_office, name="openid_connect_login"),
    path("login/by/<slug:provider_id>/back/", require_safe(back_from_office), name="openid_connect_callback"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("account/", views.home, name="account"),
    path("account/", views.home, name="mfa_index"),
    path("account/", views.home, name="mfa_list_webauthn"),
    path("account/sessions/<int:number>/end/", views.end, name="account-session-end"),
    path("account/sessions/end/", views.end_others, name="account-sessions-end"),
    path("account/kept/", views.kept, name="account-kept"),
    path("account/kept/forget/", views.forget, name="account-forget"),
    _page(
        "account/confirm/", ReauthenticateView, "account_reauthenticate", "confirm", form_class=forms.PasswordAgainForm
    ),
    _page("account/confirm/code/", CodeAgain, "mfa_reauthenticate", "confirm", form_class=forms.CodeAgainForm),
    _page("account/confirm/passkey/", ReauthenticateWebAuthnView, "mfa_reauthenticate_webauthn", "confirm"),
    _page(
        "account/authenticator/", ActivateTOTPView, "mfa_activate_totp", "authenticator", form_class=forms.AuthenticatorForm
    ),
    _page("account/authenticator/off/", DeactivateTOTPView, "mfa_deactivate_totp", "authenticator_off"),
    _page("account/recovery-codes/", codes.Codes, "mfa_view_recovery_codes", "codes"),
    _page("account/recovery-codes/new/", codes.NewCodes, "mfa_generate_recovery_codes", "codes_new"),
    path(
        "account/recovery-codes/file/",
        codes.CodesFile.as_view(template_name="desk/account/codes.txt"),
        name="mfa_download_recovery_codes",
    ),
    _page("account/passkeys/add/", AddWebAuthnView, "mfa_add_webauthn", "passkey", form_class=forms.PasskeyForm),
    _page(
        "account/passkeys/<int:pk>/name/", EditWebAuthnView, "mfa_edit_webauthn", "passkey_name",
        form_class=forms.PasskeyNameForm,
    ),
    _page("account/passkeys/<int:pk>/remove/", views.RemovePasskey, "mfa_remove_webauthn", "passkey_remove"),
]  # fmt: skip
