"""WeasyPrint alone: makes a PDF of a file of HTML and its style sheets for each line, and answers the seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML


def main() -> None:
    html_file, *style_sheets = sys.argv[1:]
    html = Path(html_file).read_text(encoding="utf-8")
    for _ in sys.stdin:
        started = time.perf_counter()
        HTML(string=html, base_url=style_sheets[0]).write_pdf(
            stylesheets=[CSS(filename=name) for name in style_sheets],
            presentational_hints=True,
            pdf_variant="pdf/ua-1",
        )
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main()
