"""The one door to WeasyPrint: a report's HTML to an accessible PDF (PDF/UA-1).

Nothing is read but this project's own static files: no network, no file of the machine. The same HTML gives the same
bytes, so a PDF can be made again from its snapshot and compared by hash.
"""

import gc
import hashlib
import logging
import mimetypes
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import pydyf
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from governance.documents.errors import RenderError

logger = logging.getLogger(__name__)

Progress = Callable[[str, int], None]

# An address under the reserved domain .invalid, which no network can answer, so that addresses in style sheets
# resolve as on a site.
STATIC_ADDRESS = "https://static.invalid/"
STYLE_SHEETS = ("reports/article.css", "reports/print.css")
FETCHED_SUFFIXES = {".css", ".ttf", ".svg", ".png"}
PDF_VARIANT = "pdf/ua-1"
GC_THRESHOLDS = (50_000, 20, 20)
LOGGED_CALLS = 8
# What a person watching is told as WeasyPrint passes each of its seven steps, and how far along that is.
STEPS = {
    "Step 1": ("Reading the report", 5),
    "Step 2": ("Reading the style", 10),
    "Step 3": ("Reading the style", 15),
    "Step 4": ("Setting the text", 25),
    "Step 5": ("Setting the pages", 40),
    "Step 6": ("Making the PDF", 75),
    "Step 7": ("Tagging the PDF for screen readers", 90),
}

_rendering = threading.Lock()


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """The references of a PDF's pages, kept until a page is added.

    pydyf makes the whole tuple anew each time it is asked, which is for every tag: time that grows with pages times
    tags.
    """
    kids = pdf.pages["Kids"]
    kept = getattr(pdf, "_kept_page_references", ())
    if len(kept) * 3 != len(kids):
        kept = pdf._kept_page_references = tuple(b"%d 0 R" % number for number in kids[::3])
    return kept


pydyf.PDF.page_references = property(_page_references)


def render_pdf(html: str, *, progress: Progress | None = None) -> bytes:
    """Return the PDF of a whole HTML document. `progress` is told (what is happening, per cent done).

    Raises RenderError with a sentence for the render job if WeasyPrint cannot make it.
    """
    with _rendering, _progress_told_to(progress):
        try:
            return _render(html)
        except RenderError:
            raise
        except Exception as error:
            logger.error("A PDF could not be made: %s", "".join(traceback.format_exception(error, limit=-LOGGED_CALLS)))
            raise RenderError(
                f"The PDF could not be made: {type(error).__name__}. "
                "Try again; if it fails again, tell your administrator."
            ) from error
        finally:
            # A document's boxes refer to each other in circles: freed here, they never add to the next document's.
            gc.collect()


def warm_up() -> None:
    """Ready a worker process: fonts and styles read once, and what is loaded set apart from the garbage collector.

    The collector otherwise walks every loaded module many times during one document; without that a report takes about
    a quarter less time. To be called in each process after it was forked: the fonts stand in a folder that is removed
    with the process that read them.
    """
    _style()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


class StaticFetcher(URLFetcher):
    """Opens this project's static files and nothing else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the static file at `url`. Raises ValueError for any other address; WeasyPrint then goes on without
        it.
        """
        name = url.removeprefix(STATIC_ADDRESS)
        if name == url:
            raise ValueError("A document may only use the application's own files.")
        path = _static_path(name)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def _static_path(name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or "\\" in name or "%" in name or PurePosixPath(name).suffix not in FETCHED_SUFFIXES:
        raise ValueError("A document may only use the application's own style sheets, fonts and drawings.")
    found = finders.find("/".join(parts))
    if not found:
        raise ValueError("There is no such static file.")
    return Path(found)


def _render(html: str) -> bytes:
    style = _style()
    document = HTML(string=html, base_url=STATIC_ADDRESS, url_fetcher=StaticFetcher()).render(
        stylesheets=style.sheets,
        font_config=style.fonts,
        counter_style=style.counters,
        presentational_hints=True,
        pdf_variant=PDF_VARIANT,
    )
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32].encode()
    pdf = document.write_pdf(pdf_variant=PDF_VARIANT, pdf_identifier=identifier)
    if not pdf:
        raise RenderError("The PDF came out empty. Try again; if it fails again, tell your administrator.")
    found: bytes = pdf
    return found


@dataclass(frozen=True, slots=True)
class _Style:
    """The style of every document: its sheets, the fonts they bring and the counters they name."""

    sheets: list[CSS]
    fonts: FontConfiguration
    counters: CounterStyle


@lru_cache(maxsize=1)
def _style() -> _Style:
    fonts, counters = FontConfiguration(), CounterStyle()
    sheets = [
        CSS(
            string=_static_path(name).read_text(encoding="utf-8"),
            base_url=f"{STATIC_ADDRESS}{name}",
            url_fetcher=StaticFetcher(),
            font_config=fonts,
            counter_style=counters,
        )
        for name in STYLE_SHEETS
    ]
    return _Style(sheets, fonts, counters)


class _StepHandler(logging.Handler):
    """Tells a person's progress from WeasyPrint's own, for the thread that asked."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._thread = threading.get_ident()
        self._told = 0

    def emit(self, record: logging.LogRecord) -> None:
        step = STEPS.get(record.getMessage()[:6])
        if step and record.thread == self._thread and step[1] > self._told:
            self._told = step[1]
            self._progress(*step)


@contextmanager
def _progress_told_to(progress: Progress | None) -> Iterator[None]:
    if progress is None:
        yield
        return
    handler = _StepHandler(progress)
    PROGRESS_LOGGER.addHandler(handler)
    level = PROGRESS_LOGGER.level
    PROGRESS_LOGGER.setLevel(logging.INFO)
    try:
        yield
        progress("Done", 100)
    finally:
        PROGRESS_LOGGER.setLevel(level)
        PROGRESS_LOGGER.removeHandler(handler)
