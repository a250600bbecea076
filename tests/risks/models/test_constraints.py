"""What the database refuses of risks, whoever writes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from risks.enums import AssessmentKind, Axis, BandColour, IssueStatus, MitigationStatus, RiskStatus
from risks.models import Assessment, Matrix, MatrixBand, MatrixCell, MatrixLevel, RegisterEntry
from tests.factories.programme import CouncilFactory
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    IssueFactory,
    MitigationFactory,
    RegisterFactory,
    RiskFactory,
    cell_of,
    make_matrix,
)
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db


def raw_matrix() -> Matrix:
    return Matrix.objects.create(register=RegisterFactory(), created_at=timezone.now())


def raw_level(matrix: Matrix, axis: Axis = Axis.LIKELIHOOD, position: int = 1, **values: object) -> MatrixLevel:
    return MatrixLevel.objects.create(matrix=matrix, axis=axis, position=position, **{"label": "1", **values})


def raw_band(matrix: Matrix, **values: object) -> MatrixBand:
    return MatrixBand.objects.create(matrix=matrix, **{"name": "Low", "colour": BandColour.GREEN, **values})


def test_a_register_is_of_a_review_or_of_a_council():
    review = ReviewFactory()

    with pytest.raises(IntegrityError, match="risk_register_of_review_or_council"):
        RegisterFactory(programme=review.programme, review=review, council=CouncilFactory())


def test_a_register_is_of_a_review_of_its_programme():
    with pytest.raises(DatabaseError, match="another programme"):
        RegisterFactory(review=ReviewFactory())


@pytest.mark.parametrize("months", [0, 61])
def test_a_register_is_looked_at_within_years(months):
    with pytest.raises(IntegrityError, match="risk_register_reviewed_within_years"):
        RegisterFactory(review_every=months)


@pytest.mark.parametrize("make", [RegisterFactory, RiskFactory, EntryFactory, MitigationFactory, IssueFactory])
def test_nothing_is_deleted(make):
    row = make()

    with pytest.raises(DatabaseError, match="Cannot delete"):
        type(row).objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"label": ""}, "matrix_level_has_a_label"),
        ({"label": "a/b"}, "matrix_level_label_without_stroke"),
        ({"position": 11}, "matrix_level_at_most_ten"),
        ({"position": 0}, "matrix_level_at_most_ten"),
        ({"axis": "depth"}, "matrix_level_axis_known"),
    ],
)
def test_a_level_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        raw_level(raw_matrix(), **values)


@pytest.mark.parametrize(
    ("values", "rule"), [({"name": ""}, "matrix_band_has_a_name"), ({"colour": "pink"}, "matrix_band_colour_known")]
)
def test_a_band_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        raw_band(raw_matrix(), **values)


@pytest.mark.parametrize(
    ("values", "rule"), [({"score": ""}, "matrix_cell_scored"), ({"rank": 0}, "matrix_cell_ranked")]
)
def test_a_cell_is_refused(values, rule):
    matrix = raw_matrix()
    likelihood, impact = raw_level(matrix), raw_level(matrix, Axis.IMPACT)
    given = {"score": "1", "rank": 1, **values}

    with pytest.raises(IntegrityError, match=rule):
        MatrixCell.objects.create(matrix=matrix, likelihood=likelihood, impact=impact, band=raw_band(matrix), **given)


def test_a_cell_has_levels_of_both_axes():
    matrix = raw_matrix()
    level = raw_level(matrix)

    with pytest.raises(DatabaseError, match="wrong axis"):
        MatrixCell.objects.create(
            matrix=matrix, likelihood=level, impact=level, band=raw_band(matrix), score="1", rank=1
        )


def test_a_cell_is_made_of_its_own_matrix():
    matrix, other = raw_matrix(), raw_matrix()
    likelihood, impact = raw_level(matrix), raw_level(matrix, Axis.IMPACT)

    with pytest.raises(DatabaseError, match="band belongs to another matrix"):
        MatrixCell.objects.create(
            matrix=matrix, likelihood=likelihood, impact=impact, band=raw_band(other), score="1", rank=1
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("add", [raw_level, raw_band])
def test_nothing_is_added_to_a_matrix_once_it_is_written(add):
    matrix = make_matrix()

    with pytest.raises(DatabaseError, match="written already"):
        add(matrix, label="9", position=4) if add is raw_level else add(matrix, name="Further", position=9)


@pytest.mark.parametrize("model", [Matrix, MatrixLevel, MatrixBand, MatrixCell])
def test_a_matrix_never_changes(model):
    make_matrix()

    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        model.objects.update(id=1)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"title": ""}, "risk_has_a_title"),
        ({"status": RiskStatus.CLOSED}, "risk_closed_on_a_day_with_a_reason"),
        ({"closed_on": date(2025, 1, 1)}, "risk_closed_on_a_day_with_a_reason"),
        ({"status": RiskStatus.ISSUE, "closed_on": date(2025, 1, 1)}, "risk_closed_on_a_day_with_a_reason"),
        (
            {"status": RiskStatus.CLOSED, "closed_on": date(2020, 1, 1), "closed_reason": "Gone."},
            "risk_closes_after_it_opened",
        ),
        ({"kind": "hope"}, "risk_kind_known"),
        ({"response": "pray"}, "risk_response_known"),
        ({"status": "lost", "closed_on": date(2025, 1, 1), "closed_reason": "Gone."}, "risk_status_known"),
    ],
)
def test_a_risk_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        RiskFactory(**values)


def test_a_number_is_given_once_in_a_register():
    entry = EntryFactory(number="7")

    with pytest.raises(IntegrityError, match="register_entry_number_unique"):
        EntryFactory(register=entry.register, number="7")


def test_a_risk_has_one_home():
    entry = EntryFactory()

    with pytest.raises(IntegrityError, match="register_entry_one_home"):
        EntryFactory(risk=entry.risk, register=RegisterFactory(programme=entry.risk.programme))


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"number": ""}, "register_entry_numbered"),
        ({"ended_on": date(2025, 1, 1)}, "register_entry_home_does_not_end"),
        (
            {"is_home": False, "starts_on": date(2025, 2, 1), "ended_on": date(2025, 1, 1)},
            "register_entry_ends_after_start",
        ),
    ],
)
def test_an_entry_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        EntryFactory(**values)


def test_a_risk_stands_in_registers_of_its_programme():
    with pytest.raises(DatabaseError, match="another programme"):
        EntryFactory(risk=RiskFactory())


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"status": "asleep"}, "mitigation_status_known"),
        ({"status": MitigationStatus.DROPPED}, "mitigation_dropped_with_a_reason"),
        ({"done_on": date(2025, 1, 1)}, "mitigation_done_is_done"),
    ],
)
def test_a_mitigation_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        MitigationFactory(**values)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"title": ""}, "issue_has_a_title"),
        ({"number": ""}, "issue_numbered"),
        ({"status": IssueStatus.RESOLVED}, "issue_resolved_on_a_day_by_something"),
        ({"resolved_on": date(2025, 1, 1)}, "issue_resolved_on_a_day_by_something"),
        (
            {"status": IssueStatus.RESOLVED, "resolution": "Mended.", "resolved_on": date(2020, 1, 1)},
            "issue_resolved_after_it_was_raised",
        ),
    ],
)
def test_an_issue_is_refused(values, rule):
    with pytest.raises(IntegrityError, match=rule):
        IssueFactory(**values)


def test_an_issue_is_of_a_register_and_a_risk_of_its_programme():
    with pytest.raises(DatabaseError, match="the risk belongs to another programme"):
        IssueFactory(risk=RiskFactory())


def test_an_assessment_without_a_score_has_a_reason():
    with pytest.raises(IntegrityError, match="assessment_unscored_with_a_reason"):
        AssessmentFactory(cell=None)


def test_a_risk_is_scored_by_its_own_registers_matrix():
    entry = EntryFactory()

    with pytest.raises(DatabaseError, match="cell belongs to another register"):
        AssessmentFactory(entry=entry, cell=cell_of(make_matrix(), 1, 1))


def test_an_assessment_never_changes():
    AssessmentFactory(reason="No figures yet.")

    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        Assessment.objects.update(reason="Otherwise.")


def test_the_entry_names_its_latest_assessment_of_each_kind():
    entry = EntryFactory()
    matrix = make_matrix(entry.register)
    today = timezone.localdate()
    later = AssessmentFactory(entry=entry, cell=cell_of(matrix, 2, 2))
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 3, 3), assessed_on=today - timedelta(days=9))
    target = AssessmentFactory(entry=entry, kind=AssessmentKind.TARGET, cell=cell_of(matrix, 1, 1))

    entry.refresh_from_db()

    assert (entry.inherent, entry.current, entry.target) == (None, later, target)


def test_a_correction_of_the_same_day_counts():
    entry = EntryFactory()
    matrix = make_matrix(entry.register)
    now = timezone.now()
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 2, 2), recorded_at=now - timedelta(hours=1))
    correction = AssessmentFactory(entry=entry, reason="Scored too early.", recorded_at=now)

    assert RegisterEntry.objects.get(pk=entry.pk).current == correction
