"""The block of risk registers: what it shows, to which body, and as at which moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pgtrigger
import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.blocks import BlockContext, BlockParametersInvalid, build_block
from governance.documents.content import Table
from governance.models import Body
from programme.models import Programme
from programme.queries.history_models import event_models
from risks.enums import AssessmentKind, MitigationStatus, RiskStatus
from risks.models import Matrix, RegisterEntry, Risk, RiskRegister
from tests.factories.programme import CouncilFactory, ProgrammeFactory, UserFactory
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
    square_draft,
)
from tests.factories.services import ReviewFactory

pytestmark = pytest.mark.django_db
ALL_COLUMNS = [
    "number",
    "risk",
    "likelihood",
    "impact",
    "score",
    "band",
    "movement",
    "strategy",
    "mitigations",
    "action_outstanding",
    "owner",
    "status",
    "closed",
    "next_review",
]


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory(ended_on=None)


@pytest.fixture
def register(programme: Programme) -> RiskRegister:
    return RegisterFactory(programme=programme, code="joint", name="Joint register")


@pytest.fixture
def matrix(register: RiskRegister) -> Matrix:
    return make_matrix(register)


def risk_in(register: RiskRegister, number: str, **values) -> RegisterEntry:
    return EntryFactory(register=register, number=number, **{f"risk__{name}": value for name, value in values.items()})


def score(entry: RegisterEntry, cell, *, on: date | None = None, **values) -> None:
    day = on or timezone.localdate()
    recorded = values.pop("recorded_at", timezone.make_aware(datetime(day.year, day.month, day.day)))
    AssessmentFactory(entry=entry, cell=cell, assessed_on=day, recorded_at=recorded, **values)


def tables(programme: Programme, *, council=None, as_at=None, **parameters) -> list[Table]:
    context = BlockContext(
        programme=programme, body=Body(council=council, programme=programme), as_at=as_at, at=timezone.now()
    )
    return list(build_block(code="risk_register", parameters=parameters, context=context))


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def numbers(table: Table) -> list[str]:
    return [row.cells[0].text for row in table.rows]


def record_before(days: int) -> datetime:
    """Put all that the history has so far this many days back; a moment just after that."""
    with pgtrigger.ignore():
        for model in event_models():
            model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=days))
    return timezone.now() - timedelta(days=days, seconds=-60)


def test_every_column_of_a_risk(programme, register, matrix):
    entry = risk_in(
        register,
        "R1",
        code="staff",
        title="Staff leave",
        strategy="Talk to them.",
        action_outstanding="Agree posts.",
        owner=UserFactory(name="Ada Penrose"),
        status_note="Two have left.",
        next_review=date(2024, 9, 1),
    )
    MitigationFactory(risk=entry.risk, name="Monthly talks", status=MitigationStatus.IN_PLACE, position=1)
    MitigationFactory(risk=entry.risk, name="New posts", status=MitigationStatus.UNDER_WAY, position=2)
    MitigationFactory(risk=entry.risk, name="Bonus", status=MitigationStatus.DROPPED, progress="Too dear.", position=3)
    score(entry, cell_of(matrix, 1, 2), on=date(2024, 2, 1))
    score(entry, cell_of(matrix, 2, 3), on=date(2024, 5, 3))

    [table] = tables(programme, columns=ALL_COLUMNS)

    assert shown(table) == [
        [
            "R1",
            "Staff leave",
            "2",
            "3",
            "6",
            "High",
            "↑ up since 3 May 2024",
            "Talk to them.",
            "- Monthly talks\n- New posts (under way)",
            "Agree posts.",
            "Ada Penrose",
            "Open\n\nTwo have left.",
            "",
            "1 September 2024",
        ]
    ]
    assert (table.caption, table.note) == ("Joint register", "1 risk.")
    assert [(source.label, source.ref) for source in table.rows[0].sources] == [
        ("Risk staff, scored on 3 May 2024", "staff")
    ]


def test_what_is_unscored_is_a_dash_and_counted_apart(programme, register, matrix):
    score(risk_in(register, "1"), cell_of(matrix, 1, 1))
    risk_in(register, "2")
    score(risk_in(register, "3"), None, reason="Nobody knows yet.")

    [table] = tables(programme, columns=["number", "likelihood", "impact", "score", "band", "movement"])

    assert shown(table)[1:] == [
        ["2", "—", "—", "—", "—", "—"],
        ["3", "—", "—", "—", "—", f"Unchanged since {timezone.localdate():%-d %B %Y}"],
    ]
    assert table.note == "3 risks, of which 2 unscored."


def test_the_titles_are_those_of_the_registers_matrix(programme, register):
    make_matrix(register, square_draft(likelihood_title="Chance", impact_title="Harm", score_title="Severity"))

    [table] = tables(programme, columns=["number", "likelihood", "impact", "score"])

    assert [column.label for column in table.columns] == ["No.", "Chance", "Harm", "Severity"]
    assert (table.rows, table.note) == ((), "No such risks.")


def test_open_closed_and_all(programme, register):
    risk_in(register, "1")
    ended = {"closed_on": date(2024, 3, 4), "closed_reason": "It is over."}
    risk_in(register, "2", status=RiskStatus.CLOSED, **ended)
    risk_in(register, "3", status=RiskStatus.ISSUE, **ended)
    columns = ["number", "status", "closed"]

    assert [numbers(tables(programme, which=which, columns=columns)[0]) for which in ("open", "closed", "all")] == [
        ["1"],
        ["2", "3"],
        ["1", "2", "3"],
    ]
    assert shown(tables(programme, which="closed", columns=columns)[0]) == [
        ["2", "Closed: It is over.", "4 March 2024"],
        ["3", "Became an issue: It is over.", "4 March 2024"],
    ]
    assert numbers(tables(programme)[0]) == ["1"]


def test_from_a_band_on_the_unscored_are_counted_apart(programme, register, matrix):
    score(risk_in(register, "1"), cell_of(matrix, 1, 1))
    score(risk_in(register, "2"), cell_of(matrix, 3, 3))
    risk_in(register, "3")

    [table] = tables(programme, min_band="High")

    assert (numbers(table), table.note) == (["2"], "1 risk. Besides, 1 unscored risk not shown.")
    assert numbers(tables(programme, min_band="Low")[0]) == ["1", "2"]


def test_the_most_serious_first_and_the_unscored_last(programme, register, matrix):
    for number, cell in (("1", cell_of(matrix, 1, 2)), ("2", None), ("3", cell_of(matrix, 3, 3))):
        score(risk_in(register, number), cell, reason="" if cell else "Not known.")

    assert numbers(tables(programme, by_rank=True)[0]) == ["3", "1", "2"]


def test_a_low_score_can_be_the_serious_one(programme, register):
    matrix = make_matrix(register, square_draft(low_is_serious=True))
    score(risk_in(register, "1"), cell_of(matrix, 3, 3))
    score(risk_in(register, "2"), cell_of(matrix, 1, 1))

    assert shown(tables(programme, by_rank=True, columns=["number", "score"])[0]) == [["2", "1"], ["1", "9"]]


def test_scores_of_an_earlier_matrix_stay_and_come_after(programme, register, matrix):
    score(risk_in(register, "1"), cell_of(matrix, 3, 3))
    later = make_matrix(register, square_draft(size=4))
    score(risk_in(register, "2"), cell_of(later, 1, 2))

    [table] = tables(programme, by_rank=True, columns=["number", "score"])

    assert shown(table) == [["2", "2"], ["1", "9"]]
    assert table.note == "2 risks. 1 risk scored by an earlier matrix of the register."


def test_inherent_and_target_scores(programme, register, matrix):
    entry = risk_in(register, "1")
    score(entry, cell_of(matrix, 3, 3), kind=AssessmentKind.INHERENT)
    score(entry, cell_of(matrix, 1, 1), kind=AssessmentKind.TARGET)
    found = {
        kind: tables(programme, kind=kind, columns=["number", "score"])[0] for kind in ("inherent", "current", "target")
    }

    assert {kind: shown(table) for kind, table in found.items()} == {
        "inherent": [["1", "9"]],
        "current": [["1", "—"]],
        "target": [["1", "1"]],
    }
    assert found["inherent"].caption == "Joint register, without controls"


def test_movement_since_a_day(programme, register, matrix):
    moved, new = risk_in(register, "1"), risk_in(register, "2")
    score(moved, cell_of(matrix, 3, 3), on=date(2024, 1, 20))
    score(moved, cell_of(matrix, 1, 2), on=date(2024, 6, 1))
    score(new, cell_of(matrix, 2, 2), on=date(2024, 6, 1))

    [table] = tables(programme, columns=["number", "movement"], since="2024-03-31")

    assert shown(table) == [["1", "↓ down from 9"], ["2", "newly scored"]]


def test_numbers_count_as_people_count(programme, register):
    for number in ("R10", "R2", "R1"):
        risk_in(register, number)

    assert numbers(tables(programme)[0]) == ["R1", "R2", "R10"]


def test_confidential_risks_are_in_no_document(programme, register, matrix):
    hidden = risk_in(register, "1", is_confidential=True)
    score(hidden, cell_of(matrix, 3, 3))
    risk_in(register, "2")

    [table] = tables(programme, which="all")

    assert (numbers(table), table.note) == (["2"], "1 risk, unscored.")


def test_a_risk_made_confidential_since_is_not_told_of_the_past_either(programme, register):
    entry = risk_in(register, "1")
    before = record_before(days=2)
    Risk.objects.filter(pk=entry.risk_id).update(is_confidential=True)

    assert numbers(tables(programme, as_at=before)[0]) == []


def test_a_risk_that_was_confidential_then_stays_out_of_that_day(programme, register):
    entry = risk_in(register, "1", is_confidential=True)
    then = record_before(days=2)
    Risk.objects.filter(pk=entry.risk_id).update(is_confidential=False)

    assert numbers(tables(programme, as_at=then)[0]) == []
    assert numbers(tables(programme)[0]) == ["1"]


def test_as_at_a_past_moment(programme, register, matrix):
    entry = risk_in(register, "1", title="As it was called")
    long_ago = timezone.now() - timedelta(days=5)
    score(entry, cell_of(matrix, 1, 1), on=timezone.localdate(long_ago), recorded_at=long_ago)
    then = record_before(days=2)
    Risk.objects.filter(pk=entry.risk_id).update(
        title="As it is called",
        status=RiskStatus.CLOSED,
        closed_on=timezone.localdate(),
        closed_reason="It is over.",
    )
    score(entry, cell_of(matrix, 3, 3), recorded_at=timezone.now())
    risk_in(register, "2")

    [was] = tables(programme, as_at=then, columns=["number", "risk", "score", "status"])
    [now] = tables(programme, which="all", columns=["number", "risk", "score", "status"])

    assert shown(was) == [["1", "As it was called", "1", "Open"]]
    assert shown(now)[0] == ["1", "As it is called", "9", "Closed: It is over."]


def test_before_the_first_load_the_day_of_opening_counts(programme, register):
    risk_in(register, "1", opened_on=date(2024, 1, 10))
    risk_in(register, "2", opened_on=date(2024, 5, 10))
    record_before(days=1)
    moment = timezone.make_aware(datetime(2024, 3, 1))

    assert numbers(tables(programme, as_at=moment)[0]) == ["1"]


def test_a_body_of_one_council_is_not_told_of_the_register_of_another(programme, register):
    own, other = CouncilFactory(), CouncilFactory()
    for council in (own, other):
        RegisterFactory(programme=programme, council=council, code=council.code, name=f"Register of {council.code}")
    review = ReviewFactory(programme=programme)
    RegisterFactory(programme=programme, review=review, code="of-review", name="Register of a review")

    assert [table.caption for table in tables(programme, council=own)] == ["Joint register", f"Register of {own.code}"]
    assert len(tables(programme)) == 4
    [refused] = tables(programme, council=own, register=other.code)
    assert (refused.rows, refused.note) == ((), "No risk register is kept here.")


def test_a_register_that_has_ended_is_told_only_by_name(programme, register):
    RegisterFactory(programme=programme, code="old", name="Old register", ended_on=date(2024, 1, 1))

    assert [table.caption for table in tables(programme)] == ["Joint register"]
    assert [table.caption for table in tables(programme, register="old")] == ["Old register"]


def test_a_programme_without_a_register_says_so(programme):
    [table] = tables(programme)

    assert (table.rows, table.note) == ((), "No risk register is kept here.")


@pytest.mark.parametrize(
    "parameters",
    [
        {"register": "elsewhere"},
        {"register": "joint\0"},
        {"register": ["joint"]},
        {"columns": "number"},
        {"columns": ["number", "colour"]},
        {"columns": ["number", "number"]},
        {"columns": [["number"]]},
        {"which": "some"},
        {"which": ["open"]},
        {"min_band": "Purple"},
        {"min_band": 3},
        {"kind": "former"},
        {"since": "yesterday"},
        {"by_rank": "yes"},
    ],
)
def test_parameters_that_name_nothing_are_refused(programme, register, matrix, parameters):
    with pytest.raises(BlockParametersInvalid) as refused:
        tables(programme, **parameters)

    assert list(refused.value.faults) == list(parameters)


def test_queries_do_not_grow_with_risks_or_registers(programme, register, matrix):
    def fill(one: RiskRegister, cell, count: int) -> None:
        for number in range(count):
            entry = risk_in(one, f"{one.code}{number}-{RegisterEntry.objects.count()}", owner=UserFactory())
            MitigationFactory(risk=entry.risk)
            score(entry, cell)

    def count(**values) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tables(programme, columns=ALL_COLUMNS, **values)
        return len(queries)

    fill(register, cell_of(matrix, 2, 2), 1)
    before = count(), count(as_at=timezone.now())
    other = RegisterFactory(programme=programme)
    fill(register, cell_of(matrix, 1, 2), 3)
    fill(other, cell_of(make_matrix(other), 2, 2), 3)

    assert (count(), count(as_at=timezone.now())) == before
