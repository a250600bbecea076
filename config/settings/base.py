"""Settings of every environment. Nothing secret stands here; production reads its secrets from the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from csp.constants import NONCE, NONE, SELF

from config.settings.logs import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("CONCORDAT_DATA", default=str(BASE_DIR / "var"))).resolve()


def database_from_environment() -> dict[str, Any]:
    """DATABASE_URL as Django wants it; a percent-encoded host is the folder of a unix socket, as in libpq."""
    config = env.db("DATABASE_URL")
    return {**config, "HOST": unquote(config.get("HOST") or "")}


def cache_settings(redis_url: str) -> dict[str, Any]:
    """The cache in the Redis that also carries the queue; Celery and redis-py spell a unix socket differently."""
    location = redis_url.replace("redis+socket://", "unix://", 1)
    return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": location}}


def choose_worker_pool(memory: Path = Path("/dev/shm")) -> str:  # noqa: S108 - looked at, not written
    """How a worker does several tasks at once: in processes, or in threads where processes may not share memory."""
    return "threads" if memory.is_dir() and not os.access(memory, os.W_OK) else "prefork"


INSTALLED_APPS = [
    "governance",
    "services",
    "finance",
    "risks",
    "programme",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "rules",
]

# History is evidence: the database itself refuses to change or delete an event.
PGHISTORY_APPEND_ONLY = True

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "programme.views.context_processors.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "programme.templatetags.concordat",
                "programme.templatetags.concordat_page",
                "programme.templatetags.concordat_table",
                "finance.templatetags.finance",
                "risks.templatetags.risks",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

CONCORDAT_DEMO = env.bool("CONCORDAT_DEMO", default=False)

# Where the site is, for the links in mails that nobody's request sends.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('CONCORDAT_PORT', default='8000')}")

AUTH_USER_MODEL = "programme.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Without these a failure is counted against the address alone, and a whole council shares one.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "programme.views.lockout.name_tried"
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a table of a business case: 120 lines, 60 years across
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Documents attached to notes: bytes of one, and how many a note may have.
ATTACHMENT_LARGEST = env.int("ATTACHMENT_LARGEST_MB", default=20) * 1024 * 1024
ATTACHMENTS_PER_NOTE = 20

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "programme.views.site.csrf_failure"

DJANGO_TABLES2_TEMPLATE = "components/table.html"

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = choose_worker_pool()
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A task whose worker was killed comes back after this long: longer than any task may take.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_TASK_TIME_LIMIT + 60}

LOGGING = logging_settings(as_json=False)
CELERY_BEAT_SCHEDULE = {
    "requeue-stale-jobs": {"task": "programme.tasks.requeue_stale_jobs", "schedule": 60.0},
    # Often, so that a period opens and closes soon after midnight even where beat was down then; it is a few queries.
    "run-reporting-cycle": {"task": "services.tasks.run_reporting_cycle", "schedule": 600.0},
    "resend-digests": {"task": "services.tasks.resend_digests", "schedule": 300.0},
}
