"""What the database refuses of the profile of a line."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.finance import CaseLineFactory

pytestmark = pytest.mark.django_db
APRIL = date(2011, 4, 1)


@pytest.mark.parametrize(
    "profile",
    [
        {},
        {"full_year": 0, "starts_on": APRIL},
        {"full_year": -5, "starts_on": APRIL, "phasing": "50, 49.5, 0.5"},
    ],
)
def test_a_profile_is_kept(profile):
    CaseLineFactory(**profile)


@pytest.mark.parametrize(
    ("profile", "constraint"),
    [
        ({"full_year": 5}, "case_line_profile_whole"),
        ({"starts_on": APRIL}, "case_line_profile_whole"),
        ({"phasing": "100"}, "case_line_profile_whole"),
        ({"full_year": 5, "starts_on": date(1973, 12, 1)}, "case_line_profile_whole"),
        ({"full_year": 5, "starts_on": date(2011, 4, 2)}, "case_line_starts_with_a_month"),
        ({"full_year": 5, "starts_on": APRIL, "phasing": "half"}, "case_line_phasing_readable"),
        ({"full_year": 5, "starts_on": APRIL, "phasing": "50,50"}, "case_line_phasing_readable"),
    ],
)
def test_a_profile_that_is_none_is_refused(profile, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CaseLineFactory(**profile)
