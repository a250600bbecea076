"""The heat map of a register in a report: what stands in it, what does not and why, and as at which moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import page as page_validation
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.blocks import BlockContext, BlockParametersInvalid, build_block
from governance.documents.content import RegisterMap, Table
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section, Snapshot
from governance.models import Body
from governance.reports.comparison import compare_snapshots
from programme.models import Programme
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Matrix, Risk, RiskRegister
from tests.factories.programme import CouncilFactory, ProgrammeFactory
from tests.factories.risks import EntryFactory, RegisterFactory, cell_of, make_matrix, square_draft
from tests.governance.documents import samples
from tests.governance.test_risk_blocks import record_before, risk_in, score

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return ProgrammeFactory(ended_on=None)


@pytest.fixture
def register(programme: Programme) -> RiskRegister:
    return RegisterFactory(programme=programme, code="joint", name="Joint register")


@pytest.fixture
def matrix(register: RiskRegister) -> Matrix:
    return make_matrix(register)


def draw(programme, *, council=None, as_at=None, **parameters) -> list:
    context = BlockContext(
        programme=programme, body=Body(council=council, programme=programme), as_at=as_at, at=timezone.now()
    )
    return list(build_block(code="heat_map", parameters=parameters, context=context))


def counts(block: RegisterMap) -> dict[tuple[int, int], int]:
    """How many risks stand at a likelihood and an impact, where any does."""
    return {(one.likelihood, one.impact): one.count for one in block.told.squares if one.count}


def snapshot_of(*blocks) -> Snapshot:
    base = samples.snapshot(next(iter(samples.STYLES)))
    section = Section(code="risks", heading="Risks", number="1", blocks=blocks)
    return replace(base, sections=(section,), appendices=())


def test_where_the_open_risks_stand(programme, register, matrix):
    for number, place in (("1", (1, 1)), ("2", (3, 2)), ("3", (3, 2))):
        score(risk_in(register, number), cell_of(matrix, *place))
    gone = risk_in(register, "4", status=RiskStatus.CLOSED, closed_on=date(2024, 3, 4), closed_reason="It is over.")
    score(gone, cell_of(matrix, 3, 3))

    [block] = draw(programme)

    assert counts(block) == {(1, 1): 1, (3, 2): 2}
    assert block.told.title == "Joint register, current scores"
    assert block.lead == (
        "**Joint register, current scores.** Three open risks stand in the map, two outside tolerance. "
        "The more serious stand higher and further to the right. The thick line runs around what is tolerated."
    )
    assert {one.numbers for one in block.told.squares} == {()}


def test_the_numbers_of_the_risks_in_their_order(programme, register, matrix):
    for number in ("R10", "R9"):
        score(risk_in(register, number), cell_of(matrix, 2, 2))

    [block] = draw(programme, show="numbers")

    assert [one.numbers for one in block.told.squares if one.count] == [("R9", "R10")]


def test_what_is_unscored_or_scored_by_an_earlier_matrix_is_told_beside_the_map(programme, register, matrix):
    score(risk_in(register, "1"), cell_of(matrix, 3, 3))
    score(risk_in(register, "2"), None, reason="Not known yet.")
    risk_in(register, "3")
    later = make_matrix(register, square_draft(size=4, tolerated_up_to=0))
    score(risk_in(register, "4"), cell_of(later, 4, 4))

    [block] = draw(programme)

    assert (counts(block), len(block.told.squares)) == ({(4, 4): 1}, 16)
    assert block.lead.removeprefix("**Joint register, current scores.** ") == (
        "One open risk stands in the map, one outside tolerance. Two unscored, not in the map. "
        "One scored by an earlier matrix of the register, not in the map. "
        "The more serious stand higher and further to the right. No cell is within tolerance."
    )


def test_an_empty_register_has_an_empty_map(programme, register, matrix):
    [block] = draw(programme)

    assert (counts(block), block.told.total) == ({}, 0)
    assert "** No open risks stand in the map. The more" in block.lead


@pytest.mark.parametrize("kind", AssessmentKind)
def test_of_each_kind_of_score(programme, register, matrix, kind):
    entry = risk_in(register, "1")
    places = {AssessmentKind.INHERENT: (3, 3), AssessmentKind.CURRENT: (2, 2), AssessmentKind.TARGET: (1, 1)}
    for one, place in places.items():
        score(entry, cell_of(matrix, *place), kind=one)

    [block] = draw(programme, kind=kind.value)

    assert counts(block) == {places[kind]: 1}
    assert block.told.title == f"Joint register, {kind.value} scores"


def test_movement_since_a_day(programme, register, matrix):
    up, down, still, new, gone = (risk_in(register, number) for number in "12345")
    for entry, before, after in (
        (up, (1, 1), (2, 2)),
        (down, (3, 3), (2, 2)),
        (still, (2, 2), (2, 2)),
        (new, None, (2, 2)),
        (gone, (1, 1), None),
    ):
        if before:
            score(entry, cell_of(matrix, *before), on=date(2024, 1, 20))
        if after or before:
            cell, why = (cell_of(matrix, *after), "") if after else (None, "Not known any more.")
            score(entry, cell, on=date(2024, 6, 1), reason=why)

    [block] = draw(programme, since="2024-03-31", show="numbers")

    [square] = [one for one in block.told.squares if one.count]
    assert (square.numbers, square.up, square.down) == (("1↑", "2↓", "3", "4"), 1, 1)
    assert block.lead.endswith(
        " Since the end of March 2024: one up (↑), one down (↓), one newly scored, one no longer scored."
    )
    assert draw(programme, since="2024-07-01")[0].lead.endswith(" None has moved since 1 July 2024.")


def test_movement_tells_nothing_of_days_after_the_report(programme, register, matrix):
    entry = risk_in(register, "1")
    long_ago = timezone.now() - timedelta(days=5)
    score(entry, cell_of(matrix, 1, 1), on=timezone.localdate(long_ago), recorded_at=long_ago)
    then = record_before(days=2)
    score(entry, cell_of(matrix, 3, 3))

    [block] = draw(programme, as_at=then, since=timezone.localdate().isoformat())

    assert counts(block) == {(1, 1): 1}
    assert "None has moved" in block.lead


def test_as_at_a_past_moment(programme, register, matrix):
    entry = risk_in(register, "1")
    long_ago = timezone.now() - timedelta(days=5)
    score(entry, cell_of(matrix, 1, 1), on=timezone.localdate(long_ago), recorded_at=long_ago)
    then = record_before(days=2)
    Risk.objects.filter(pk=entry.risk_id).update(
        status=RiskStatus.CLOSED, closed_on=timezone.localdate(), closed_reason="It is over."
    )
    RiskRegister.objects.filter(pk=register.pk).update(name="As it is called")
    score(risk_in(register, "2"), cell_of(make_matrix(register, square_draft(size=4)), 4, 4))

    [was], [now] = draw(programme, as_at=then), draw(programme)

    assert (counts(was), len(was.told.squares), was.told.title) == ({(1, 1): 1}, 9, "Joint register, current scores")
    assert (counts(now), len(now.told.squares), now.told.title) == ({(4, 4): 1}, 16, "As it is called, current scores")


def test_confidential_risks_count_nowhere(programme, register, matrix):
    score(risk_in(register, "7", is_confidential=True), cell_of(matrix, 3, 3))
    score(risk_in(register, "8", is_confidential=True), None, reason="Nobody may know.")
    score(risk_in(register, "2"), cell_of(matrix, 1, 1))

    for show in ("counts", "numbers"):
        [block] = draw(programme, show=show, since="2024-01-01")
        assert counts(block) == {(1, 1): 1}
        assert "One open risk stands in the map, none outside tolerance. The more serious" in block.lead
        assert block.lead.endswith("one newly scored.")


def test_a_risk_confidential_then_or_since_counts_in_no_past_either(programme, register, matrix):
    long_ago = timezone.now() - timedelta(days=5)
    since, before, public = risk_in(register, "1"), risk_in(register, "2", is_confidential=True), risk_in(register, "3")
    for entry, place in ((since, 3), (before, 3), (public, 1)):
        score(entry, cell_of(matrix, place, place), on=timezone.localdate(long_ago), recorded_at=long_ago)
    then = record_before(days=2)
    assert counts(draw(programme, as_at=then)[0]) == {(1, 1): 1, (3, 3): 1}
    Risk.objects.filter(pk=since.risk_id).update(is_confidential=True)
    Risk.objects.filter(pk=before.risk_id).update(is_confidential=False)

    assert counts(draw(programme, as_at=then)[0]) == {(1, 1): 1}
    assert counts(draw(programme)[0]) == {(1, 1): 1, (3, 3): 1}


def test_a_register_without_a_matrix_says_so(programme, register):
    [empty] = draw(programme)
    EntryFactory(register=register)
    EntryFactory(register=register, risk__is_confidential=True)
    [block] = draw(programme)

    assert isinstance(block, Table)
    assert (block.caption, block.rows) == ("Joint register, current scores", ())
    assert empty.note == "This register has no matrix by which risks are scored."
    assert block.note == f"{empty.note} Its one open risk cannot stand in a heat map."


def test_a_body_of_one_council_is_not_shown_the_map_of_another(programme, register, matrix):
    own, other = CouncilFactory(), CouncilFactory()
    for council in (own, other):
        make_matrix(RegisterFactory(programme=programme, council=council, code=council.code, name=council.code))

    titles = [block.told.title for block in draw(programme, council=own)]
    assert titles == ["Joint register, current scores", f"{own.code}, current scores"]
    assert len(draw(programme)) == 3
    [refused] = draw(programme, council=own, register=other.code)
    assert (refused.rows, refused.note) == ((), "No risk register is kept here.")


def test_the_matrix_that_scored_by_then_is_drawn_though_it_was_recorded_later(programme, register, matrix):
    day = datetime(2024, 3, 1, tzinfo=timezone.get_current_timezone())
    score(risk_in(register, "1"), cell_of(matrix, 2, 2), on=day.date(), recorded_at=day)
    record_before(days=1)

    [block] = draw(programme, as_at=day + timedelta(days=9))

    assert counts(block) == {(2, 2): 1}


@pytest.mark.parametrize(
    "parameters",
    [{"register": "elsewhere"}, {"kind": "former"}, {"show": "names"}, {"show": True}, {"since": "yesterday"}],
)
def test_parameters_that_name_nothing_are_refused(programme, register, matrix, parameters):
    with pytest.raises(BlockParametersInvalid) as refused:
        draw(programme, **parameters)

    assert list(refused.value.faults) == list(parameters)


def test_queries_do_not_grow_with_risks_or_registers(programme, register, matrix):
    def count(**values) -> int:
        with CaptureQueriesContext(connection) as queries:
            draw(programme, since="2024-01-01", show="numbers", **values)
        return len(queries)

    score(risk_in(register, "1"), cell_of(matrix, 2, 2))
    before = count(), count(as_at=timezone.now())
    for name in ("second", "third"):
        other = RegisterFactory(programme=programme, code=name, name=name)
        scored = make_matrix(other, square_draft(size=4))
        for number in range(3):
            score(risk_in(other, f"{name}{number}"), cell_of(scored, 1, 4))

    assert (count(), count(as_at=timezone.now())) == before


def test_a_document_with_several_maps_is_accessible_and_reads_back(programme, register, matrix):
    score(risk_in(register, "R1"), cell_of(matrix, 3, 3))
    score(risk_in(register, "R2"), cell_of(matrix, 1, 1))
    score(risk_in(register, "R3"), None, reason="Not known.")
    wide = RegisterFactory(programme=programme, code="wide", name="Wide <register>", position=2)
    score(risk_in(wide, "W1"), cell_of(make_matrix(wide, square_draft(size=10, impact_title="Harm")), 9, 8))
    RegisterFactory(programme=programme, code="bare", name="Bare", position=3)
    made = snapshot_of(*draw(programme), *draw(programme, show="numbers", since="2024-01-01"))

    html = render_html(made)
    report = page_validation.validate_pdf_bytes(render_pdf(html), profile="ua1")

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert Snapshot.from_dict(made.to_dict()) == made
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert "<strong>Wide &lt;register&gt;, current scores.</strong>" in html
    assert "2 in all, 1 outside tolerance. Likelihood 3, impact 3: score 9, High, outside tolerance: 1;" in html
    assert "<strong>1</strong><br>\n9, High, outside tolerance</td>" in html
    assert ": how many risks stand in each cell, with its score and band, harm 6 to 10</caption>" in html
    assert html.count("Around what is tolerated") == 4


def test_two_versions_of_a_report_are_compared_cell_by_cell(programme, register, matrix):
    entry = risk_in(register, "1")
    score(entry, cell_of(matrix, 1, 1), on=date(2024, 1, 20))
    before = draw(programme)
    score(entry, cell_of(matrix, 1, 2), on=date(2024, 6, 1))
    risk_in(register, "2")
    after = draw(programme)

    changes = compare_snapshots(before=snapshot_of(*before), after=snapshot_of(*after))

    assert [(change.what, change.before[-80:], change.after[-80:]) for change in changes] == [
        ("Heat map", before[0].lead[-80:], after[0].lead[-80:]),
        ("Joint register, current scores: Likelihood 1, impact 1", "1", "0"),
        ("Joint register, current scores: Likelihood 1, impact 2", "0", "1"),
    ]
    assert "One unscored, not in the map." in changes[0].after


def test_another_matrix_shows_in_the_comparison(programme, register, matrix):
    before = draw(programme)
    make_matrix(register, square_draft(tolerated_up_to=2))

    changes = compare_snapshots(before=snapshot_of(*before), after=snapshot_of(*draw(programme)))

    assert {(change.what.split(": ")[1], change.before, change.after) for change in changes} == {
        ("Likelihood 1, impact 3", "3, Low", "3, Low, outside tolerance"),
        ("Likelihood 3, impact 1", "3, Low", "3, Low, outside tolerance"),
    }
