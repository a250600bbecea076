"""Production settings that decide whom the site believes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from script.launcher.folders import ROOT

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a long key that is used in this test and nowhere else in the world",
    "ALLOWED_HOSTS": "concordat.example",
    "DATABASE_URL": "postgres://concordat:concordat@database:5432/concordat",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "DEFAULT_FROM_EMAIL": "site@concordat.example",
}
ASK = """
import json
import django
django.setup()
from django.conf import settings
from django.test import RequestFactory
request = RequestFactory().get(
    "/", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2, 192.0.2.3", HTTP_X_FORWARDED_PROTO="https"
)
print(json.dumps([settings.AXES_CLIENT_IP_CALLABLE(request), request.is_secure()]))
"""


@pytest.mark.parametrize(
    ("proxies", "address", "is_secure"),
    [
        ("0", "192.0.2.9", False),
        ("1", "192.0.2.3", True),
        ("2", "192.0.2.2", True),
        ("9", "192.0.2.1", True),
    ],
)
def test_only_our_own_proxies_say_who_asks_and_how(proxies: str, address: str, is_secure: bool) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={**ENVIRONMENT, "PROXY_COUNT": proxies},
        check=True,
        capture_output=True,
        text=True,
    )

    assert json.loads(done.stdout) == [address, is_secure]
