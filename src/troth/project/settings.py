"""Django's settings. What an operator may change comes from the environment, checked as a whole."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from troth.interfaces.cli.run import state, static
from troth.interfaces.cli.run.environment import Environment, Misconfigured, read
from troth.interfaces.cli.run.postgres import cluster, place

try:
    TROTH: Environment = read(os.environ, state.ROOT)
except Misconfigured as fault:
    sys.exit(f"Troth does not start:\n{fault}")

CLOCK_OFFSET = TROTH.clock
ATTACHMENTS = TROTH.home / "attachments"
ATTACHMENT_MAX_BYTES = 25 * 1024 * 1024

DEBUG = False
SECRET_KEY = state.secret_key(TROTH.home)
SECRET_KEY_FALLBACKS = state.former_keys(TROTH.home)
ROOT_URLCONF = "troth.project.urls"
WSGI_APPLICATION = "troth.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:queue"

# Customers sign in by a code in their mail. Tries are counted in our own rows (domain/accounts).
ACCOUNT_ADAPTER = "troth.interfaces.gate.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
    "troth.domain.accounts",
    "troth.domain.security",
    "troth.domain.customers",
    "troth.domain.contracts",
    "troth.domain.ledger",
    "troth.domain.promises",
    "troth.domain.urgent",
    "troth.domain.tickets",
    "troth.domain.calls",
    "troth.domain.drafts",
    "troth.domain.queues",
    "troth.domain.notices",
    "troth.domain.search",
    "troth.domain.presence",
    "troth.domain.mailroom",
    "troth.domain.defects",
    "troth.interfaces.ui",
    "troth.interfaces.channels",
    "troth.interfaces.gate",
    "troth.interfaces.pager",
    "troth.interfaces.phone",
    "troth.interfaces.portal",
    "troth.interfaces.desk",
    "troth.interfaces.live",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "troth.interfaces.ui.compressing.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "troth.interfaces.gate.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "troth.interfaces.gate.middleware.Who",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "troth.interfaces.desk.rights.Rights",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.app_directories.Loader"],
                )
            ],
            "libraries": {"i18n": "troth.interfaces.ui.templatetags.words"},
        },
    }
]
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # that `i18n` is ours and not Django's is meant so


def _database() -> dict[str, object]:
    """Return where the data is: DATABASE_URL, or the private cluster of this home."""
    if TROTH.database_url:
        parts = dict(conninfo_to_dict(TROTH.database_url))
    else:
        parts = {
            "dbname": "troth",
            "user": cluster.ROLE,
            "host": str(place.known(TROTH.home).socket),
        }
    named = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{key: str(parts.pop(word, "")) for key, word in named.items()},
        "OPTIONS": parts | {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
        # The pool hands out connections that a restart of the server has cut, unless it asks.
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": _database()}

# One polling a second starts jobs asked for a later time; the rest start when notified.
PROCRASTINATE_IMPORT_PATHS = ["troth.interfaces.worker.tasks"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_WORKER_DEFAULTS = {
    "fetch_job_polling_interval": 1.0,
    "update_heartbeat_interval": 2.0,
    "stalled_worker_timeout": 10.0,
}

# Texts are written in English and translated from there. A reader's browser says what they read.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The served folder's name is part of the address: see `static`.
_static = static.current(TROTH.home)
STATIC_URL = f"/static/{_static}/" if _static else "/static/"
STATIC_ROOT = TROTH.home / "static" / _static if _static else None
# A changed file has another address, so a browser need not ask again for one it has.
WHITENOISE_IMMUTABLE_FILE_TEST = ".*"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = ATTACHMENTS
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # text of one form; files are counted by themselves
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

EMAIL_HOST = TROTH.mail.host
EMAIL_PORT = TROTH.mail.port
EMAIL_HOST_USER = TROTH.mail.user
EMAIL_HOST_PASSWORD = TROTH.mail.password
EMAIL_USE_SSL = TROTH.mail.tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = TROTH.mail_from

_public = urlsplit(TROTH.url)
_secure = _public.scheme == "https"
_anywhere = TROTH.demo and not TROTH.on_loopback
ALLOWED_HOSTS = ["*"] if _anywhere else ["localhost", "127.0.0.1", "[::1]", str(_public.hostname)]
CSRF_TRUSTED_ORIGINS = [TROTH.url]
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _secure
SESSION_ENGINE = "troth.interfaces.gate.store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _secure
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
# An https address means that a proxy in front ends the encryption and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"discreet": {"()": "troth.project.discreet.Discreet"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": TROTH.log.upper()},
    "loggers": {
        # What they call information is told of every job and every connection.
        name: {"level": "WARNING" if TROTH.log == "info" else TROTH.log.upper()}
        for name in ("procrastinate", "mail.log")
    },
}
