"""Who may come to the own account, the way in, and the calls of the judges' phones; by hand, as ``oracle``.

``judge`` takes part in the round of town A. A call of the phone answers 401 where nobody is known, or an administrator.
"""

from tests.access.oracle import GROUPS, ORACLE, Expected, rows

GROUPS |= {
    "account": "everybody auditor security system",
    "anybody": "account anonymous",
    "judge": "a_secretary a_officer a_member a1_secretary a2_secretary dissolved guest",
}

TABLE = """
# The own account is everybody's; of another one there is no session and no passkey.
account | - | - : account mfa_index mfa_list_webauthn account-kept
a_secretary | - | - : mfa_view_recovery_codes mfa_download_recovery_codes
- | account | - : account_logout account-sessions-end account-forget
- | a_secretary | - : account-session-end
a_secretary | a_secretary | - : mfa_deactivate_totp
- | - | - : mfa_edit_webauthn mfa_remove_webauthn
account | account | - : password_change account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn
account | account | - : mfa_activate_totp mfa_generate_recovery_codes mfa_add_webauthn

# The way in and the shell of the phones show nothing of the county.
anybody | anybody | - : account_login mfa_authenticate mfa_login_webauthn join ui:large_type ui:language
anybody | - | - : ui:css ui:js field:duties field:worker field:manifest field:sheet field:correction
- | anybody | - : set_language leave
- | - | - : openid_connect_login openid_connect_callback field-api:api-root

# The phones: whoever is no administrator may ask; only a judge of the round gets its log, only the sender a photo. A sheet
# of who is no judge, or too late, is put aside for who runs the round (test_foreign_bodies: nothing of it counts).
everybody | - | - : field-api:openapi-json field-api:get_bootstrap field-api:get_states
- | everybody | - : field-api:post_check field-api:post_report field-api:post_sheets field-api:put_sheet
a_secretary | everybody | - : field-api:put_photo field-api:get_photo
- | judge | - : field-api:post_log
"""
OWN: dict[str, Expected] = dict(rows(TABLE, ""))
EVERY = {**ORACLE, **OWN}
