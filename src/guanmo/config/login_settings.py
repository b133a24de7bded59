"""How people log in: passwords, lockout, second factor, sessions (docs/decisions/0016).

Environment: GUANMO_PASSWORD_LENGTH (8), GUANMO_PASSWORD_RULE (``length``, or ``composition``: three of four kinds of
characters), GUANMO_PASSWORD_DAYS (0: a password is never too old; also makes everybody change a given one),
GUANMO_SECOND_FACTOR (``free``, ``county``: asked of the county's roles, ``everybody``), GUANMO_LOCKOUT_MINUTES (15),
GUANMO_IDLE_MINUTES (30; 0: never), GUANMO_SESSION_HOURS (12). The office's own login by OpenID Connect, when there is one:
GUANMO_OIDC_SERVER, GUANMO_OIDC_CLIENT, GUANMO_OIDC_SECRET, GUANMO_OIDC_CLAIM (the claim that holds the account name here;
``preferred_username``), GUANMO_OIDC_NAME (what the button calls it).
"""

from datetime import timedelta

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def one_of(name: str, *values: str) -> str:
    """The value of a setting, the first one by default. A slip of the pen must not mean the weakest."""
    found: str = env.str(name, default=values[0])
    if found not in values:
        raise ImproperlyConfigured(f"{name}={found}: 只能是 {'、'.join(values)} 之一，后面不要写别的。")
    return found


PASSWORD_LENGTH = env.int("GUANMO_PASSWORD_LENGTH", default=8)
PASSWORD_COMPOSITION = one_of("GUANMO_PASSWORD_RULE", "length", "composition") == "composition"
PASSWORD_DAYS = env.int("GUANMO_PASSWORD_DAYS", default=0)
SECOND_FACTOR = one_of("GUANMO_SECOND_FACTOR", "free", "county", "everybody")
IDLE_SECONDS = env.int("GUANMO_IDLE_MINUTES", default=30) * 60
SESSION_ENGINE = "guanmo.config.login.sessions"
SESSION_COOKIE_AGE = env.int("GUANMO_SESSION_HOURS", default=12) * 3600
SESSION_AFTER = 12 * 3600  # how long the row of a session that is over stays, so that a form sent too late is kept

AUTHENTICATION_BACKENDS = ["guanmo.config.login.backends.Lockout", "guanmo.config.login.backends.WhoMayComeIn"]
_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_LENGTH}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    *([{"NAME": "guanmo.config.login.password_rule.Composition"}] if PASSWORD_COMPOSITION else []),
]

# django-allauth. Accounts are made by the tree alone: nobody signs up, nobody is written to.
ACCOUNT_ADAPTER = "guanmo.desk.account.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A whole office shares one address: only what belongs to one account is counted here; wrong passwords count with axes.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("GUANMO_BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "guanmo.desk.account.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RATE_LIMITS = {"webauthn_login": None}

# The office's own login. Accounts are found by a claim, never made (desk/account/office_login.py).
OIDC_CLAIM = env.str("GUANMO_OIDC_CLAIM", default="preferred_username")
OIDC_NAME = env.str("GUANMO_OIDC_NAME", default="")
SOCIALACCOUNT_ADAPTER = "guanmo.desk.account.office_login.OfficeLogin"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the content policy lets no form lead to another site
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": OIDC_NAME,
                "client_id": env.str("GUANMO_OIDC_CLIENT", default=""),
                "secret": env.str("GUANMO_OIDC_SECRET", default=""),
                "settings": {"server_url": server},
            }
            for server in (env.str("GUANMO_OIDC_SERVER", default=""),)
            if server
        ],
    }
}

# django-axes: five wrong passwords of one account from one address; the same account may log in from elsewhere.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]  # a password may stand in the wrong field
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=env.int("GUANMO_LOCKOUT_MINUTES", default=15))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "guanmo.config.login.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "guanmo.config.login.lockout.answer"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
