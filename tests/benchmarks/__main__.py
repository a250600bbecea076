"""`script/benchmark`: the speed of the main pages, the report and the import, as ratios within one run.

Ratios, because seconds say more of the machine than of the program. Never part of the test suite.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import warnings

import django


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/benchmark", description=__doc__)
    parser.add_argument(
        "--only",
        choices=["pages", "reporting", "route-map", "case", "risks", "report", "import", "ledger", "savings", "scale"],
        help="measure this alone",
    )
    parser.add_argument("--repetitions", type=int, default=30, help="how often each page is asked for (30)")
    options = parser.parse_args()
    django.setup()
    logging.disable(logging.INFO)
    warnings.filterwarnings("ignore", message="No directory at")  # the static files are not collected here
    from django.test import override_settings

    with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        if options.only in (None, "pages"):
            from tests.benchmarks.pages import measure_pages

            measure_pages(repetitions=options.repetitions)
        if options.only in (None, "reporting"):
            from tests.benchmarks.reporting import measure_reporting

            measure_reporting(repetitions=options.repetitions)
        if options.only in (None, "route-map"):
            from tests.benchmarks.route_map import measure_route_map

            measure_route_map(repetitions=options.repetitions)
        if options.only in (None, "case"):
            from tests.benchmarks.case import measure_case

            measure_case(repetitions=options.repetitions)
        if options.only in (None, "risks"):
            from tests.benchmarks.risks import measure_risks

            measure_risks(repetitions=options.repetitions)
        if options.only in (None, "report"):
            from tests.benchmarks.report import measure_report

            measure_report(repetitions=max(5, options.repetitions // 3), media_folder=folder)
        if options.only in (None, "import"):
            from tests.benchmarks.programme_file import measure_import

            measure_import()
        if options.only in (None, "savings"):
            from tests.benchmarks.savings import measure_savings

            measure_savings(repetitions=max(5, options.repetitions // 3))
        if options.only in (None, "ledger"):
            from tests.benchmarks.ledger import measure_ledger

            measure_ledger()
        if options.only in (None, "scale"):
            from tests.benchmarks.scale import measure_scale

            measure_scale(repetitions=options.repetitions)


if __name__ == "__main__":
    main()
