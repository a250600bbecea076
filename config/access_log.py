"""The access log of gunicorn. It is read by more people than may act as the people in it, so it holds no secrets."""

from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

from config.secret_paths import hide_mailed_links

ACCESS_LOG_FORMAT = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)s "%(a)s"'
"""Who, when, what, how it ended, bytes, milliseconds, with which browser. No query, and no page it came from."""


class AccessLogger(Logger):
    """Writes paths as they may be shown, encoded, so that no request can begin a line of its own."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """The values that a line is made of."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = hide_mailed_links(quote(environ.get("PATH_INFO", ""), safe="/:@", encoding="latin-1"))
        return {
            **atoms,
            "U": path,
            "r": f"{environ['REQUEST_METHOD']} {path} {environ['SERVER_PROTOCOL']}",
            "q": "-",
            "f": "-",
        }
