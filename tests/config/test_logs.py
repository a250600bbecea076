"""Logs name pages, and nothing with which a reader of the log could act as someone else."""

from __future__ import annotations

import json
import logging
import logging.config
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from gunicorn.config import Config

from config.access_log import ACCESS_LOG_FORMAT, AccessLogger
from config.secret_paths import hide_mailed_links
from config.settings.logs import logging_settings


def access_line(path, query=""):
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": f"{path}?{query}",
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_USER_AGENT": "Browser",
        "HTTP_REFERER": "https://concordat.example/account/reset/MQ/secret-token/?q=secret",
    }
    answer = SimpleNamespace(status="200 OK", headers=[], sent=5)
    logger = AccessLogger(Config())
    atoms = logger.atoms(answer, SimpleNamespace(headers=[]), environ, timedelta(milliseconds=3))
    assert atoms["r"] == f"GET {atoms['U']} HTTP/1.1"
    atoms["t"] = "[today]"
    return ACCESS_LOG_FORMAT % logger.atoms_wrapper_class(atoms)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/programmes/", "/programmes/"),
        ("/account/reset/", "/account/reset/"),
        ("/account/reset/sent/", "/account/reset/sent/"),
        ("/account/reset/MQ/secret-token/", "/account/reset/.../.../"),
        ("/account/reset/MQ/secret-token", "/account/reset/.../..."),
        ("/two\nlines", "/two%0Alines"),
        ("/caf\xc3\xa9", "/caf%C3%A9"),
    ],
)
def test_the_access_log_shows_the_path_alone(path, shown):
    expected = f'192.0.2.1 [today] "GET {shown} HTTP/1.1" 200 5 3 "Browser"'
    assert access_line(path, query="q=secret") == expected


def test_a_link_within_a_sentence_is_hidden():
    said = "Not Found: /account/reset/MQ/secret-token/more"
    assert hide_mailed_links(said) == "Not Found: /account/reset/.../.../more"


def test_the_log_of_the_site_shows_neither_query_nor_mailed_link():
    handler = logging.Handler()
    written = []
    handler.emit = lambda record: written.append(handler.format(record))
    formatter = logging_settings(as_json=True)["formatters"]["event"]
    factory = dict(formatter)
    handler.setFormatter(factory.pop("()")(**factory))
    logger = logging.Logger("django.request")
    logger.addHandler(handler)
    request = RequestFactory().get("/account/reset/MQ/secret-token/", {"q": "secret"})

    logger.warning("Not Found: %s", request.path, extra={"request": request, "status_code": 404})

    (line,) = [json.loads(line) for line in written]
    assert (line["event"], line["request"]) == (
        "Not Found: /account/reset/.../.../",
        "GET /account/reset/.../.../",
    )
    assert "secret" not in written[0]
