from datetime import date

import pytest

from programme.rules.demo_dates import resolve_dates

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("token", "written"),
    [
        ("{today}", "2026-11-22"),
        ("{today-10}", "2026-11-12"),
        ("{today+30}T10:15", "2026-12-22T10:15"),
        ("{monday+9}", "2026-11-25"),
        ("{month}", "2026-11-01"),
        ("{month-11}", "2025-12-01"),
        ("{month-2+9}", "2026-09-10"),
        ("{month-end+3}", "2027-02-28"),
        ("{month+2:month}", "2027-01"),
        ("{today:words}", "22 November 2026"),
        ("{month-1:month-words}", "October 2026"),
    ],
)
def test_a_token_is_a_day(token, written):
    assert resolve_dates(token, today=SUNDAY) == written


@pytest.mark.parametrize("text", ["{review: parking}", "{yesterday}", "{today - 1}", "{}"])
def test_other_braces_stay(text):
    assert resolve_dates(text, today=SUNDAY) == text
