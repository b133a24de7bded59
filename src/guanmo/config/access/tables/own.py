"""The way in, the own account, appearance, and the two pages that everybody has."""

from guanmo.config.access.rule import FORM, READ, SEND, rules
from guanmo.config.access.who import ACCOUNT, OPEN, WORKS

GALLERY = rules((OPEN, READ, "gallery gallery_forms gallery_phone gallery_entry"), space="")
"""Components with made-up figures: there is an address with DEBUG and in tests alone."""

TABLE = {
    **rules(
        (OPEN, FORM, "account_login mfa_authenticate mfa_login_webauthn"),
        (OPEN, READ, "openid_connect_login openid_connect_callback"),
        (OPEN, SEND, "set_language"),
        (ACCOUNT, SEND, "account_logout account-session-end account-sessions-end account-forget"),
        (ACCOUNT, READ, "account mfa_index mfa_list_webauthn account-kept"),
        (ACCOUNT, READ, "mfa_view_recovery_codes mfa_download_recovery_codes"),
        (ACCOUNT, FORM, "password_change account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn"),
        (ACCOUNT, FORM, "mfa_activate_totp mfa_deactivate_totp mfa_generate_recovery_codes"),
        (ACCOUNT, FORM, "mfa_add_webauthn mfa_edit_webauthn mfa_remove_webauthn"),
        space="",
    ),
    **rules((OPEN, FORM, "large_type language"), (OPEN, READ, "css js"), space="ui:"),
    **rules((ACCOUNT, READ, "overview"), (WORKS, READ, "waiting")),
    **GALLERY,
}
