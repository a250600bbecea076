"""The real site behind a real port, whose every HTML page is looked through on its way to the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.conftest import faults_of

HOST = "localhost"


class LookedThrough:
    """A WSGI application that notes the faults of the pages it answers with."""

    def __init__(self, application: Callable[..., Any], faults: list[str]) -> None:
        self.application = application
        self.faults = faults

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kinds = []

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kinds.append(dict(headers).get("Content-Type", ""))
            return start_response(status, headers, *more)

        answer = self.application(environ, started)
        if not kinds[0].startswith("text/html"):
            return answer
        content = b"".join(answer)
        answer.close()
        self.faults += [f"{environ['PATH_INFO']}: {fault}" for fault in faults_of(content.decode())]
        return [content]


class Site:
    """`url` is where it answers; `faults` what was wrong with pages since they were last taken."""

    def __init__(self, url: str, faults: list[str]) -> None:
        self.url = url
        self._faults = faults

    def take_faults(self) -> list[str]:
        found, self._faults[:] = list(self._faults), []
        return found


@contextmanager
def running_site() -> Iterator[Site]:
    """The site in a thread of its own, with the static files."""
    faults: list[str] = []
    thread = LiveServerThread(HOST, lambda application: StaticFilesHandler(LookedThrough(application, faults)))
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield Site(f"http://{HOST}:{thread.port}", faults)
    finally:
        thread.terminate()
