"""What a line of a ledger file says, and which column is guessed to be which."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from finance.rules.ledger import LineRejected, guessed_columns, read_line

PLACES = {"reference": 0, "posted_on": 1, "amount": 2, "code": 3, "text": 4}


def read(reference="R1", posted_on="31/05/2025", amount="10", code="fleet", text=""):
    return read_line([reference, posted_on, amount, code, text], PLACES)


@pytest.mark.parametrize(
    ("written", "pounds"),
    [
        ("1,234.50", "1234.50"),
        ("£60", "60"),
        ("-60", "-60"),
        ("(60)", "-60"),
        ("60-", "-60"),
        ("\u221260", "-60"),
        (12, "12"),
        (0.1 + 0.2, "0.30"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_ledgers_write_it(written, pounds):
    assert read(amount=written).amount == Decimal(pounds)


@pytest.mark.parametrize(
    "written", ["", None, "ten", "1.005", 1.005, "1e5", "=1+1", "1,23", "9" * 13, float("nan"), float("inf"), True]
)
def test_what_is_no_amount_is_rejected_at_its_column(written):
    with pytest.raises(LineRejected) as rejected:
        read(amount=written)

    assert rejected.value.column == "amount"


@pytest.mark.parametrize(
    "written",
    [
        "31/05/2025",
        "2025-05-31",
        "31-05-2025",
        "31 May 2025",
        "31-May-2025",
        "31/05/25",
        datetime(2025, 5, 31, 12),
        date(2025, 5, 31),
        "2025-05-31 00:00:00",
    ],
)
def test_a_day_is_read_as_people_write_it(written):
    assert read(posted_on=written).posted_on == date(2025, 5, 31)


@pytest.mark.parametrize("written", ["", "soon", "31/02/2025", "05/31/2025", "2025", 45000, "<b>"])
def test_what_is_no_day_is_rejected_at_its_column(written):
    with pytest.raises(LineRejected) as rejected:
        read(posted_on=written)

    assert rejected.value.column == "posted_on"


@pytest.mark.parametrize(
    "given",
    [
        {"reference": ""},
        {"reference": "x" * 81},
        {"reference": "a\0b"},
        {"code": ""},
        {"text": "a\0b"},
        {"text": "x" * 301},
    ],
)
def test_text_that_cannot_be_kept_is_rejected(given):
    with pytest.raises(LineRejected) as rejected:
        read(**given)

    assert rejected.value.column in given


def test_a_code_is_read_whatever_its_letters_and_a_number_as_a_number():
    assert read(code="Fleet Costs").code == "fleet-costs"
    assert read(code=4100.0).code == "4100"


def test_a_short_row_lacks_what_it_does_not_have():
    with pytest.raises(LineRejected, match="empty"):
        read_line(["R1"], PLACES)


def test_columns_are_guessed_from_their_headings_each_once():
    headings = ["Transaction no", "Posting date", "Net amount", "Cost centre code", "Narrative"]

    assert guessed_columns(headings, {}) == dict(zip(PLACES, headings, strict=True))


def test_the_last_files_choice_goes_before_a_guess_where_the_heading_is_there():
    headings = ["Doc", "Date", "Value", "Amount", "Account"]

    assert guessed_columns(headings, {"amount": "Value", "reference": "Gone"})["amount"] == "Value"
