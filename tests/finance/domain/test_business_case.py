"""A case is worked out in a draft, approved and frozen, and taken further in the next version."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from finance.domain.business_case import approve_version, change_version, create_case, next_version, withdraw_version
from finance.domain.case_lines import LineEntry, save_lines
from finance.enums import CaseStage, CaseStatus, CostGroup, LineKind
from finance.models import CaseAmount, CaseLine, CaseVersion
from finance.queries.business_cases import derived_of
from finance.rules.money import BLANK, WITHHELD, Cell, Total
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from tests.factories.programme import user_with_role
from tests.factories.services import ReviewFactory
from tests.finance.rules.study import STUDY

pytestmark = pytest.mark.django_db
APPROVED = PartialDate.month(2011, 1)


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def office(review):
    return user_with_role(Role.PROGRAMME_OFFICE, review.programme)


@pytest.fixture
def draft(review, office):
    return begin(review, office)


def begin(review, actor, **changed):
    values = {
        "name": "Revenues and benefits",
        "summary": "",
        "stage": CaseStage.FULL,
        "first_year": 2011,
        "years": 5,
        "one_off_first_year": 2010,
        "price_base": "2010 prices",
        "note": "",
    }
    return create_case(review=review, actor=actor, at=timezone.now(), **(values | changed))


def save(version, entries, actor, edition=None):
    return save_lines(
        version=version, entries=entries, edition=edition or version.edition, actor=actor, at=timezone.now()
    )


def approve(version, actor, **changed):
    values = {"approval": "Both cabinets", "approved": APPROVED, "edition": version.edition}
    return approve_version(version=version, actor=actor, at=timezone.now(), **(values | changed))


def study_entries():
    return [
        LineEntry(kind=line.kind, name=line.name, cells=line.cells, group=line.group or "", subset=line.subset)
        for line in STUDY.lines
    ]


def saving(**changed):
    return LineEntry(**({"kind": LineKind.SAVING, "name": "Post", "cells": {2011: Cell.of(Decimal(10))}} | changed))


def test_the_study_comes_out_of_its_lines(draft, office):
    derived = derived_of(save(draft, study_entries(), office))

    assert derived.annual_saving.total == Total(Decimal(2575))
    assert derived.one_off.total == Total(Decimal(834))


def test_lines_keep_their_order_and_codes(draft, office):
    version = save(draft, [saving(), saving(name="Court fees"), saving()], office)

    assert list(version.lines.values_list("code", "position")) == [("post", 1), ("court-fees", 2), ("post-2", 3)]


def test_a_line_is_changed_by_its_code_and_taken_out_with_the_date(draft, office):
    version = save(draft, [saving(), saving(name="Court fees")], office)
    version = save(version, [saving(code="post", name="Postage"), saving(code="court-fees", is_removed=True)], office)

    assert list(version.lines.filter(removed_at__isnull=True).values_list("code", "name")) == [("post", "Postage")]


def test_zero_blank_and_withheld_stay_different(draft, office):
    cells = {2011: Cell.of(Decimal(0)), 2012: BLANK, 2013: WITHHELD}
    version = save(draft, [saving(cells=cells)], office)

    assert derived_of(version).annual_saving.total == Total(Decimal(0), blank=3, withheld=1)


def test_two_people_never_overwrite_each_other(draft, office):
    save(draft, [saving()], office)

    with pytest.raises(ChangedByAnother):
        save(draft, [saving(name="Other")], office)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (saving(name=" "), "Line 1 has no name"),
        (LineEntry(kind=LineKind.CURRENT, name="Staff"), "Choose a group for Staff"),
        (saving(code="gone"), "Line 1 is no line of this version any more"),
        (saving(cells={2011: Cell.of(Decimal(10) ** 13)}), "is too large"),
    ],
)
def test_lines_that_are_refused(draft, office, entry, sentence):
    with pytest.raises(DomainError, match=sentence):
        save(draft, [entry], office)


def test_an_approved_version_is_frozen(draft, office):
    version = approve(save(draft, [saving()], office), office)

    with pytest.raises(DomainError, match="Version 1 is approved"):
        save(version, [saving(name="Other")], office)


@pytest.mark.parametrize(
    ("changed", "error", "sentence"),
    [
        ({"approval": " "}, DomainError, "Say which body or person approved it"),
        ({"approved": PartialDate.to_be_confirmed()}, DomainError, "Enter when it was approved"),
        ({"approved": PartialDate.year(2199)}, DomainError, "Enter when it was approved"),
        ({"edition": 99}, ChangedByAnother, "Someone else changed this version"),
    ],
)
def test_an_approval_is_told(draft, office, changed, error, sentence):
    version = save(draft, [saving()], office)

    with pytest.raises(error, match=sentence):
        approve(version, office, **changed)


def test_an_empty_version_is_not_approved(draft, office):
    with pytest.raises(DomainError, match="The version has no lines yet, so there is nothing to approve"):
        approve(draft, office)


def test_the_next_version_says_what_the_last_one_said(draft, office):
    first = approve(save(draft, study_entries(), office), office)
    second = next_version(case=first.case, stage=CaseStage.FULL, actor=office, at=timezone.now())

    assert second.number == 2
    assert second.status == CaseStatus.DRAFT
    assert derived_of(second).annual_saving == derived_of(first).annual_saving
    changed = save(second, [saving(code=second.lines.filter(kind="saving")[0].code, cells={2011: BLANK})], office)
    assert derived_of(first).stated_saving.total.amount == 2575
    assert derived_of(changed).stated_saving.total.blank == 1


def test_a_case_has_one_draft_at_a_time(draft, office):
    with pytest.raises(DomainError, match="This case has a draft already"):
        next_version(case=draft.case, stage=CaseStage.FULL, actor=office, at=timezone.now())


def test_a_version_is_withdrawn_with_a_reason(draft, office):
    with pytest.raises(DomainError, match="Say why it is withdrawn"):
        withdraw_version(version=draft, reason=" ", actor=office, at=timezone.now())

    withdraw_version(version=draft, reason="The review was stopped", actor=office, at=timezone.now())
    assert CaseVersion.objects.get(pk=draft.pk).status == CaseStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"years": 0}, "years"),
        ({"years": 61}, "years"),
        ({"first_year": 11}, "first_year"),
        ({"one_off_first_year": 2012}, "one_off_first_year"),
    ],
)
def test_years_that_are_refused(review, office, changed, field):
    with pytest.raises(
        DomainError, match=r"Enter from|Enter the year in which the first|or an earlier year: one-off costs"
    ) as refused:
        begin(review, office, **changed)

    assert refused.value.field == field


def test_the_years_of_a_draft_can_change(draft, office):
    version = save(draft, [saving(cells={2011: Cell.of(Decimal(1)), 2012: Cell.of(Decimal(2))})], office)
    version = change_version(
        version=version,
        stage=CaseStage.FULL,
        first_year=2012,
        years=1,
        one_off_first_year=2012,
        price_base="",
        note="",
        parameters={},
        edition=version.edition,
        actor=office,
        at=timezone.now(),
    )

    assert derived_of(version).annual_saving.total == Total(Decimal(2))


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.COUNCILLOR, Role.CLERK])
def test_who_may_not_write_a_case(review, role):
    with pytest.raises(NotAllowed):
        begin(review, user_with_role(role, review.programme))


def test_a_finance_officer_of_a_council_taking_part_writes_and_does_not_approve(review):
    part = review.participations.get_or_create(
        council=user_with_role(Role.FINANCE_OFFICER, review.programme).grants.get().council
    )[0]
    officer = part.council.grants.get(role=Role.FINANCE_OFFICER).user
    version = save(begin(review, officer), [saving(group=CostGroup.DIRECT)], officer)

    with pytest.raises(NotAllowed):
        approve(version, officer)


def test_what_is_not_sent_stays(draft, office):
    version = save(draft, [saving(note="From the study", subset="audit", cells={2011: WITHHELD})], office)
    CaseLine.objects.update(is_cashable=False)
    CaseAmount.objects.update(amount=7)
    version = save(version, [saving(code="post", cells={2011: WITHHELD})], office)

    (line,) = version.lines.all()
    assert (line.note, line.subset, line.is_cashable, line.amounts.get().amount) == (
        "From the study",
        "audit",
        False,
        7,
    )
