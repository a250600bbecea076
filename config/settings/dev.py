"""One's own machine: `script/server` writes the addresses of its embedded servers to server.env."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, cache_settings, database_from_environment, env

env.read_env(str(DATA_DIR / "server.env"))

DEBUG = env.bool("CONCORDAT_DEBUG", default=False)
CONCORDAT_DEMO = env.bool("CONCORDAT_DEMO", default=True)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("CONCORDAT_HOSTS", default=[])]
DATABASES = {"default": database_from_environment()}
REDIS_URL = env.str("REDIS_URL")
CACHES = cache_settings(REDIS_URL)
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
