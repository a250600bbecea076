"""Logging: every line, ours and the libraries', passes through structlog."""

from typing import Any

import structlog
from django.http import HttpRequest

from config.secret_paths import hide_mailed_links


def hide_secrets(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Say of a request its method and path, never its query, and show no mailed link."""
    request = event.get("request")
    if isinstance(request, HttpRequest):
        event["request"] = hide_mailed_links(f"{request.method} {request.path}")
    if isinstance(event.get("event"), str):
        event["event"] = hide_mailed_links(event["event"])
    return event


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    hide_secrets,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_settings(*, as_json: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING: one line per event on standard error, as JSON for machines or as text for people."""
    if as_json:
        last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        last = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "event": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED_PROCESSORS,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"standard_error": {"class": "logging.StreamHandler", "formatter": "event"}},
        "root": {"handlers": ["standard_error"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # PDF libraries tell of every font and every unknown property.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            # A person watches the progress of a report on its page.
            "weasyprint.progress": {"propagate": False},
        },
    }


structlog.configure(
    processors=[*SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
