"""The test suite: real PostgreSQL and Redis, fast password hashing, mail kept in memory."""

from config.settings.base import *  # noqa: F403
from config.settings.base import TEMPLATES, database_from_environment, env

DEBUG = False
SECRET_KEY = "not-a-secret-tests-only"  # noqa: S105 - the tests sign nothing that leaves this process
ALLOWED_HOSTS = ["*"]
SITE_URL = "https://concordat.example"
CONCORDAT_DEMO = True
DATABASES = {"default": database_from_environment()}
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED TEMPLATE VARIABLE: %s"
