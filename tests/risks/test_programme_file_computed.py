"""How risks stand, as the programme file tells it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.enums import Role
from programme.file.computed import asked_of, computed_data
from programme.models import Programme
from risks.enums import AssessmentKind, RiskKind, RiskStatus, ScoreRule
from risks.models import Risk, RiskRegister
from tests.factories.programme import user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
    square_draft,
)
from tests.finance.past import AGE, let_time_pass
from tests.programme.file.files import take

pytestmark = pytest.mark.django_db


def told(programme: Programme, **asked: Any) -> dict[str, Any]:
    return computed_data(asked_of(programme=programme, **asked))


def scored(register: RiskRegister, code: str, *place: int, **more: Any) -> Any:
    """A risk in the register, its current score at a likelihood and an impact of the latest matrix."""
    entry = EntryFactory(register=register, risk__code=code, **more)
    cell = cell_of(register.matrices.first(), *place) if place else None
    AssessmentFactory(entry=entry, cell=cell, reason="" if place else "Not known yet.")
    return entry


def counts(data: dict[str, Any]) -> dict[tuple[Any, ...], int]:
    """By status and band (None: unscored)."""
    return {(row["status"], row.get("band")): row["risks"] for row in data["risk_counts"]}


def test_latest_assessment_of_each_kind_with_score_rank_and_band():
    register = RegisterFactory(code="joint")
    matrix = make_matrix(register)
    entry = EntryFactory(register=register, risk__code="staff")
    today = timezone.localdate()
    for kind, place, days in (
        (AssessmentKind.INHERENT, (3, 3), 9),
        (AssessmentKind.CURRENT, (3, 3), 9),
        (AssessmentKind.CURRENT, (2, 3), 4),
        (AssessmentKind.TARGET, (1, 3), 9),
    ):
        AssessmentFactory(entry=entry, kind=kind, cell=cell_of(matrix, *place), assessed_on=today - timedelta(days))

    data = told(register.programme)

    def row(kind: str, days: int, cell: str, score: str, rank: int, band: str, tolerated: bool) -> dict[str, Any]:
        return {
            "register": "joint",
            "risk": "staff",
            "kind": kind,
            "status": "open",
            "assessed_on": str(today - timedelta(days)),
            "cell": f"joint/1/{cell}",
            "score": score,
            "rank": rank,
            "band": band,
            "is_tolerated": tolerated,
        }

    # 3 × 3 by product: the scores are 1, 2, 3, 4, 6, 9, ranked 1 to 6.
    assert data["risk_scores"] == [
        row("inherent", 9, "3/3", "9", 6, "High", False),
        row("current", 4, "2/3", "6", 5, "High", False),
        row("target", 9, "1/3", "3", 3, "Low", True),
    ]
    assert data["risk_counts"] == [{"register": "joint", "kind": "risk", "status": "open", "band": "High", "risks": 1}]


def test_a_pair_and_a_low_score_rank_by_how_serious_they_are():
    pairs, low = RegisterFactory(code="pairs"), RegisterFactory(code="low")
    make_matrix(pairs, square_draft(score_rule=ScoreRule.PAIR))
    make_matrix(low, square_draft(low_is_serious=True))
    scored(pairs, "a", 1, 1)
    scored(low, "b", 1, 1)

    (pair,) = told(pairs.programme)["risk_scores"]
    (serious,) = told(low.programme)["risk_scores"]

    assert (pair["score"], pair["rank"]) == ("11", 1)
    assert (serious["score"], serious["rank"]) == ("1", 6)


def test_counts_by_status_and_band_with_unscored_apart():
    register = RegisterFactory()
    make_matrix(register)
    scored(register, "low", 1, 1)
    scored(register, "high", 3, 3)
    scored(register, "high-too", 2, 3)
    scored(register, "looked-at")
    EntryFactory(register=register, risk__code="new")
    closed = {"risk__closed_on": date(2024, 3, 1), "risk__closed_reason": "Done."}
    scored(register, "over", 3, 3, risk__status=RiskStatus.CLOSED, **closed)
    scored(register, "happened", 3, 3, risk__status=RiskStatus.ISSUE, **closed)
    scored(register, "gone", 3, 3, is_home=False, ended_on=date(2024, 3, 1))

    data = told(register.programme)

    assert counts(data) == {
        ("closed", "High"): 1,
        ("issue", "High"): 1,
        ("open", None): 2,
        ("open", "High"): 2,
        ("open", "Low"): 1,
    }
    unscored = [row for row in data["risk_scores"] if row["rank"] is None]
    assert [(row["risk"], "score" in row, "assessed_on" in row) for row in unscored] == [
        ("looked-at", False, True),
        ("new", False, False),
    ]


def test_opportunities_are_counted_apart():
    register = RegisterFactory()
    make_matrix(register)
    scored(register, "threat", 3, 3)
    scored(register, "chance", 3, 3, risk__kind=RiskKind.OPPORTUNITY)

    rows = told(register.programme)["risk_counts"]

    assert [(row["kind"], row["band"], row["risks"]) for row in rows] == [
        ("opportunity", "High", 1),
        ("risk", "High", 1),
    ]


def test_a_shared_risk_is_told_by_each_register_in_its_own_matrix():
    register = RegisterFactory(code="joint")
    other = RegisterFactory(code="partner", programme=register.programme)
    make_matrix(register)
    make_matrix(other, square_draft(5))
    risk = scored(register, "staff", 3, 3).risk
    share = EntryFactory(register=other, risk=risk, is_home=False)
    AssessmentFactory(entry=share, cell=cell_of(other.matrices.first(), 1, 1))

    rows = told(register.programme)["risk_scores"]

    assert [(row["register"], row["cell"], row["band"]) for row in rows] == [
        ("joint", "joint/1/3/3", "High"),
        ("partner", "partner/1/1/1", "Low"),
    ]


def test_a_score_of_an_earlier_matrix_keeps_its_cell():
    register = RegisterFactory(code="joint")
    make_matrix(register)
    scored(register, "staff", 3, 3)
    make_matrix(register, square_draft(4))

    (row,) = told(register.programme)["risk_scores"]

    assert (row["cell"], row["rank"]) == ("joint/1/3/3", 6)


def test_a_confidential_risk_is_told_and_counted_only_for_whom_sees_it():
    register = RegisterFactory()
    programme = register.programme
    make_matrix(register)
    scored(register, "open-to-all", 1, 1)
    owner = user_with_role(Role.RISK_OWNER, programme)
    scored(register, "secret", 3, 3, risk__is_confidential=True, risk__owner=owner)
    seen = {("open", "Low"): 1, ("open", "High"): 1}

    assert counts(told(programme)) == seen
    assert counts(told(programme, person=user_with_role(Role.AUDITOR, programme))) == seen
    assert counts(told(programme, person=owner)) == seen
    office = told(programme, person=user_with_role(Role.PROGRAMME_OFFICE, programme))
    assert counts(office) == {("open", "Low"): 1}
    assert [row["risk"] for row in office["risk_scores"]] == ["open-to-all"]
    assert list(told(programme, person=user_with_role(Role.AUDITOR))) == ["day"]


def test_a_difference_does_not_tell_of_a_confidential_risk():
    register = RegisterFactory(code="joint")
    programme = register.programme
    make_matrix(register)
    scored(register, "secret", 3, 3, risk__is_confidential=True)
    data = {
        "concordat": 1,
        "programme": {"code": programme.code, "name": programme.name, "starts_on": str(programme.starts_on)},
        "computed": {
            "day": programme.today.isoformat(),
            "risk_scores": [{"register": "joint", "risk": "secret", "kind": "current", "rank": 1}],
        },
    }
    office = user_with_role(Role.PROGRAMME_OFFICE, programme)

    def said(actor: Any) -> list[str]:
        found = take(data, actor=actor, at=timezone.now(), dry_run=True).differing_figures
        return [note.partition(", ")[2] for note in found]

    row = "computed.risk_scores.joint.secret.current"
    assert said(None) == [f"{row}.rank: the file says 1, worked out 6"]
    assert said(office) == [f"{row}: the file has it, the record works out no such row"]


# As at


def test_a_past_moment_knows_what_was_recorded_by_then():
    register = RegisterFactory()
    matrix = make_matrix(register)
    entry = scored(register, "staff", 1, 1)
    let_time_pass()
    now = timezone.now()
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 3, 3), assessed_on=timezone.localdate() - AGE * 2)
    scored(register, "new", 3, 3)
    Risk.objects.filter(pk=entry.risk.pk).update(
        status=RiskStatus.CLOSED, closed_on=date(2024, 3, 1), closed_reason="Done."
    )

    assert counts(told(register.programme, as_at=now - AGE / 2)) == {("open", None): 1}
    assert counts(told(register.programme)) == {("closed", "Low"): 1, ("open", "High"): 1}


def test_a_past_moment_reads_scores_by_the_time_of_their_recording():
    register = RegisterFactory()
    matrix = make_matrix(register)
    entry = EntryFactory(register=register)
    now = timezone.now()
    for days, place in ((30, (1, 1)), (10, (3, 3))):
        at = now - timedelta(days)
        AssessmentFactory(entry=entry, cell=cell_of(matrix, *place), assessed_on=at.date(), recorded_at=at)
    let_time_pass()

    def bands(days: int) -> dict[tuple[Any, ...], int]:
        return counts(told(register.programme, as_at=now - timedelta(days)))

    assert (bands(40), bands(20), bands(5)) == (
        {("open", None): 1},
        {("open", "Low"): 1},
        {("open", "High"): 1},
    )


def test_a_risk_that_closes_after_the_day_was_open():
    register = RegisterFactory()
    make_matrix(register)
    closes = timezone.localdate() - timedelta(days=10)
    scored(register, "over", risk__status=RiskStatus.CLOSED, risk__closed_on=closes, risk__closed_reason="Done.")
    EntryFactory(register=register, risk__opened_on=closes)
    let_time_pass()
    now = timezone.now()

    assert counts(told(register.programme, as_at=now - timedelta(days=20))) == {("open", None): 1}
    assert counts(told(register.programme, as_at=now - timedelta(days=5))) == {("closed", None): 1, ("open", None): 1}


def test_a_share_recorded_later_is_not_there_before():
    register = RegisterFactory()
    make_matrix(register)
    risk = scored(register, "staff", 1, 1).risk
    other = RegisterFactory(programme=register.programme, code="partner")
    let_time_pass()
    now = timezone.now()
    EntryFactory(register=other, risk=risk, is_home=False)

    before = told(register.programme, as_at=now - AGE / 2)["risk_counts"]

    assert [row["register"] for row in before] == [register.code]
    assert [row["register"] for row in told(register.programme)["risk_counts"]] == ["partner", register.code]


@pytest.mark.parametrize("as_at", [None, timezone.now()])
def test_queries_do_not_grow_with_the_rows(as_at: Any):
    register = RegisterFactory()
    make_matrix(register)
    numbers = []
    for batch in (1, 2):
        for number in range(batch):
            scored(register, f"risk-{batch}-{number}", number + 1, 3)
        with CaptureQueriesContext(connection) as queries:
            told(register.programme, as_at=as_at)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
