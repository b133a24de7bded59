"""All settings. Without any environment variable Guanmo starts on SQLite in ``./var``.

Environment: GUANMO_DATABASE_URL, GUANMO_DATA_DIR, GUANMO_SECRET_KEY, GUANMO_DEBUG, GUANMO_ALLOWED_HOSTS,
GUANMO_COUNTY_NAME, GUANMO_HTTPS (people come in by HTTPS: cookies never travel without), GUANMO_BEHIND_PROXY (the server
is reached through a proxy alone, which sets X-Forwarded-Proto and X-Forwarded-For itself: only then are they believed),
GUANMO_SYSLOG (a log server for the audit log: ``host:port`` by UDP, or the path of a socket such as /dev/log),
GUANMO_FIELD_CIPHER (``aes`` or ``sm4``, for the keys of personal details), GUANMO_BACKUP_KEY (the file with the key with
which ``guanmo backup`` encrypts; or GUANMO_BACKUP_PASSPHRASE).
How people log in is in ``login_settings.py``; docs/logging-in.md says it for an office.
"""

import secrets
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from guanmo.config.login_settings import *  # noqa: F403 one subject, one file; Django wants all settings in one module
from guanmo.config.login_settings import one_of

env = environ.Env()

DATA_DIR = Path(env.str("GUANMO_DATA_DIR", default="var")).resolve()


def _secret_key() -> str:
    """The key from the environment, or one made once and kept beside the data with owner-only access."""
    given: str = env.str("GUANMO_SECRET_KEY", default="")
    if given:
        return given
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


_ISO = "-c DateStyle=ISO"
"""Indicators compare days as texts, so a day is written in one way whatever the server or the account is set to."""


def _database() -> dict[str, object]:
    """SQLite as security.md 3.7 measured it safe (DELETE + EXTRA, IMMEDIATE), or what GUANMO_DATABASE_URL names."""
    url = env.str("GUANMO_DATABASE_URL", default="")
    if url and not url.startswith("sqlite:"):
        known = env.db_url_config(url)
        given = known.get("OPTIONS", {})
        said = " ".join(filter(None, (given.get("options"), _ISO)))
        options = {"prepare_threshold": 5, **given, "options": said}  # what it prepares: lib/planned_once
        return {**known, "OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "guanmo.lib.fair_sqlite3",
        "NAME": env.db_url_config(url)["NAME"] if url else str(DATA_DIR / "guanmo.sqlite3"),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "cached_statements": 512,  # an organisation's page asks two hundred; SQLite compiles each longer than it runs
            "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON;",
        },
    }


SECRET_KEY = _secret_key()
DEBUG = env.bool("GUANMO_DEBUG", default=False)
ALLOWED_HOSTS = env.list("GUANMO_ALLOWED_HOSTS", default=["*"] if DEBUG else ["localhost", "127.0.0.1", "[::1]"])
COUNTY_NAME = env.str("GUANMO_COUNTY_NAME", default="")

INSTALLED_APPS = [
    "guanmo.stages.organisations",  # first: its changepassword stands in the place of Django's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "treebeard",
    "guanmo.ui",
    "guanmo.audit",
    "guanmo.stages.members",
    "guanmo.stages.records",
    "guanmo.stages.indicators",
    "guanmo.stages.sheets",
    "guanmo.stages.rounds",
    "guanmo.stages.scoring",
    "guanmo.stages.results",
    "guanmo.stages.rectification",
    "guanmo.stages.documents",
    "guanmo.demo",
    "guanmo.field",
    "guanmo.desk",
    "guanmo.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guanmo.config.login.limits.WhoIsHere",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guanmo.config.login.limits.Idle",
    "guanmo.config.login.limits.FirstThings",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "guanmo.config.access.fence.Fence",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "guanmo.config.middleware.ContentSecurityPolicy",
    "guanmo.config.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guanmo.ui.context.appearance",
                "guanmo.desk.menu.context",
            ],
        },
    }
]

FORM_RENDERER = "guanmo.ui.forms.Renderer"
ROOT_URLCONF = "guanmo.config.urls"
WSGI_APPLICATION = "guanmo.config.wsgi.application"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:overview"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("zh-hant", _("繁体中文")), ("en", _("英文"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
LOG_KEY = DATA_DIR / "keys" / "log.ed25519"
FIELD_KEYS = DATA_DIR / "field_keys"  # never in the database or its backups: keep a copy apart (security.md 3.6)
FIELD_CIPHER = one_of("GUANMO_FIELD_CIPHER", "aes", "sm4")  # for keys made from now on; guanmo keys changes older ones
BACKUP_KEY = env.str("GUANMO_BACKUP_KEY", default="")
BACKUP_PASSPHRASE = env.str("GUANMO_BACKUP_PASSPHRASE", default="")
STORAGES = {
    "default": {"BACKEND": "guanmo.lib.whole_storage.WholeStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a county ticks each of its organisations in one form
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
_BY_HTTPS, _BEHIND_PROXY = env.bool("GUANMO_HTTPS", default=False), env.bool("GUANMO_BEHIND_PROXY", default=False)
if _BY_HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
if _BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if _BY_HTTPS and _BEHIND_PROXY:
    # Who came by https is known from the proxy alone: without one every page would lead to itself.
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # Other systems of the county share the domain (W005); the lists that browsers ship are for its owner (W021).
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

AUDIT_SYSLOG = env.str("GUANMO_SYSLOG", default="")


def _syslog() -> dict[str, object]:
    host, _colon, port = AUDIT_SYSLOG.rpartition(":")
    address = AUDIT_SYSLOG if AUDIT_SYSLOG.startswith("/") else (host or AUDIT_SYSLOG, int(port) if host else 514)
    return {"class": "guanmo.audit.log_server.LogServer", "address": address, "formatter": "audit"}


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "guanmo.config.log_filters.HideTokens"}},
    "formatters": {"audit": {"format": "guanmo: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}, **({"audit": _syslog()} if AUDIT_SYSLOG else {})},
    "loggers": {
        "django.request": {"filters": ["hide_tokens"]},
        "guanmo.audit": {"handlers": ["audit"] if AUDIT_SYSLOG else [], "level": "INFO", "propagate": not AUDIT_SYSLOG},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
