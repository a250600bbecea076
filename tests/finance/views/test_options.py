"""The options appraisal of a business case: what is filled in, what is refused, and what its page says."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from finance.enums import CriterionKind, Outcome
from finance.models import Criterion, Option, OptionScore
from programme.enums import Role
from tests.factories.finance import (
    BusinessCaseFactory,
    CaseVersionFactory,
    CriterionFactory,
    OptionFactory,
    OptionScoreFactory,
)
from tests.factories.programme import user_with_role
from tests.finance.past import let_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return BusinessCaseFactory()


@pytest.fixture
def office(case, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, case.programme))


def address(name, case, **more):
    return reverse(name, kwargs={"programme_code": case.programme.code, "case_code": case.code, **more})


def page_of(client, case):
    return client.get(address("options_appraisal", case)).content.decode()


def seen_in(client, url):
    return client.get(url).context["form"]["seen"].value()


def test_criteria_and_options_are_added_judged_and_placed(office, case):
    add = address("criterion_create", case)
    office.post(add, {"name": "Savings", "kind": "scored", "weight": "2.5", "highest_score": "5"})
    office.post(add, {"name": "Lawful", "kind": "pass_fail", "weight": "0", "highest_score": "1"})
    for name in ("One site", "Two sites"):
        office.post(address("option_create", case), {"name": name, "description": "Both *together*."})
    (savings, lawful), (one, two) = Criterion.objects.all(), Option.objects.all()
    judge = address("option_scores", case)
    office.post(
        judge,
        {
            "seen": seen_in(office, judge),
            f"o{one.pk}-c{savings.pk}": "4",
            f"o{one.pk}-c{savings.pk}__reason": "One lease.",
            f"o{one.pk}-c{lawful.pk}": "yes",
            f"o{two.pk}-c{lawful.pk}": "no",
        },
    )
    page = page_of(office, case)

    assert [(row.passes, row.score, row.reason) for row in OptionScore.objects.order_by("pk")] == [
        (None, 4, "One lease."),
        (True, None, ""),
        (False, None, ""),
    ]
    assert "10 of 12.5" in page
    assert "Not placed: fails Lawful; 1 not judged" in page


def test_the_preferred_option_needs_shortlist_and_reason_and_is_one(office, case):
    first, second = OptionFactory(case=case, is_chosen=True), OptionFactory(case=case)
    decide = address("option_decide", case, option_code=second.code)
    sent = {"seen": seen_in(office, decide), "is_preferred": "on", "reason": ""}

    assert "Tick both." in office.post(decide, sent).content.decode()
    assert "Say why." in office.post(decide, {**sent, "is_shortlisted": "on"}).content.decode()
    refused = office.post(decide, {**sent, "is_shortlisted": "on", "reason": "Calmer."}).content.decode()
    assert f"“{first.name}” is preferred now." in refused
    assert "Calmer." in refused
    assert not Option.objects.get(pk=second.pk).is_preferred


def test_a_preferred_option_that_is_not_first_is_told_with_its_reason(office, case):
    criterion = CriterionFactory(case=case)
    OptionScoreFactory(option=OptionFactory(case=case), criterion=criterion, score=5)
    OptionScoreFactory(option=OptionFactory(case=case, is_chosen=True), criterion=criterion, score=3)

    assert "Another option is placed before it" in page_of(office, case)


def test_an_outcome_has_a_reason_and_a_time_that_has_begun(office, case):
    criterion = CriterionFactory(case=case)
    url = address("criterion_outcome", case, criterion_code=criterion.code)
    sent = {"seen": seen_in(office, url), "outcome": "met", "outcome_reason": "", "outcome_on": ""}

    assert "Say why it was met or not" in office.post(url, sent).content.decode()
    sent["outcome_reason"] = "Counted twice."
    assert "a time that has begun" in office.post(url, {**sent, "outcome_on": "2190"}).content.decode()
    office.post(url, {**sent, "outcome_on": "May 2010"})
    criterion.refresh_from_db()
    assert (criterion.outcome, str(criterion.outcome_on)) == (Outcome.MET, "May 2010")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("weight", "-1", "greater than or equal to 0"),
        ("weight", "1e9", "less than or equal to"),
        ("highest_score", "0", "greater than or equal to 1"),
        ("name", "", "This field is required"),
        ("name", "x" * 301, "Shorten this to 300"),
        ("name", "a\0b", "Null characters"),
        ("kind", "<script>", "not one of the available choices"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(office, case, field, typed, sentence):
    data = {"name": "Savings", "kind": "scored", "weight": "1", "highest_score": "5", field: typed}
    page = office.post(address("criterion_create", case), data).content.decode()

    assert f'id="id_{field}-error"' in page or f"id_{field}_error" in page
    assert not Criterion.objects.exists()


@pytest.mark.parametrize("typed", ["6", "-1", "abc", "1.005", "9" * 40])
def test_a_score_that_is_none_is_refused_at_its_cell(office, case, typed):
    option, criterion = OptionFactory(case=case), CriterionFactory(case=case)
    url = address("option_scores", case)
    answer = office.post(url, {"seen": seen_in(office, url), f"o{option.pk}-c{criterion.pk}": typed})

    assert answer.context["form"].errors[f"o{option.pk}-c{criterion.pk}"]
    assert f'value="{typed}"' in answer.content.decode()
    assert not OptionScore.objects.exists()


def test_two_people_judge_at_once_without_overwriting(office, case):
    option, first, second = OptionFactory(case=case), CriterionFactory(case=case), CriterionFactory(case=case)
    url, one, two = address("option_scores", case), f"o{option.pk}-c{first.pk}", f"o{option.pk}-c{second.pk}"
    opened = seen_in(office, url)
    office.post(url, {"seen": opened, one: "4"})
    assert office.post(url, {"seen": opened, two: "2"}).status_code == 302
    refused = office.post(url, {"seen": opened, one: "1", two: "2"})

    assert "Someone else changed this to 4." in refused.content.decode()
    assert [row.score for row in OptionScore.objects.order_by("criterion")] == [4, 2]
    again = json.loads(refused.context["form"].data["seen"])
    assert office.post(url, {"seen": json.dumps(again), one: "1", two: "2"}).status_code == 302


def test_a_criterion_judged_by_does_not_change_its_kind(office, case):
    criterion = CriterionFactory(case=case)
    OptionScoreFactory(option=OptionFactory(case=case), criterion=criterion, score=4)
    url = address("criterion_edit", case, criterion_code=criterion.code)
    sent = {"seen": seen_in(office, url), "name": "Savings", "kind": "pass_fail", "weight": "1", "highest_score": "5"}

    assert "Options have been judged by this already." in office.post(url, sent).content.decode()
    sent |= {"kind": "scored", "highest_score": "3"}
    assert "An option has scored 4 already." in office.post(url, sent).content.decode()
    assert Criterion.objects.get().kind == CriterionKind.SCORED


def test_what_is_taken_out_is_gone_from_the_page_and_stays_recorded(office, case):
    option = OptionFactory(case=case, name="Outsource it")
    url = address("option_edit", case, option_code=option.code)
    office.post(url, {"seen": seen_in(office, url), "name": option.name, "description": "", "is_removed": "on"})

    assert "Outsource it" not in page_of(office, case)
    assert Option.objects.get().removed_at is not None


def test_a_change_after_an_approval_is_told(office, case):
    option = OptionFactory(case=case, name="One site")
    let_time_pass()
    CaseVersionFactory(case=case, is_approved=True, approved_at=timezone.now() - timedelta(days=50))
    url = address("option_edit", case, option_code=option.code)
    assert "Changed since" not in page_of(office, case)
    office.post(url, {"seen": seen_in(office, url), "name": "One place", "description": ""})
    OptionFactory(case=case, name="Two sites")
    page = page_of(office, case)

    assert "Option “One site” is called “One place” now." in page
    assert "Option “Two sites” added." in page


@pytest.mark.parametrize("options", [1, 3])
def test_the_page_takes_the_same_queries_however_many_options(office, case, options, django_assert_num_queries):
    CaseVersionFactory(case=case, is_approved=True)
    for _ in range(options):
        OptionScoreFactory(option=OptionFactory(case=case), criterion=CriterionFactory(case=case), score=2)
    page_of(office, case)
    with django_assert_num_queries(12):
        page_of(office, case)


def test_a_reader_sees_it_and_changes_nothing(case, sign_in):
    reader = sign_in(user_with_role(Role.AUDITOR, case.programme))
    OptionFactory(case=case, name="One site")

    assert "One site" in page_of(reader, case)
    assert "Add an option" not in page_of(reader, case)
    assert reader.get(address("option_create", case)).status_code == 403
