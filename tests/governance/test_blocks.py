"""Live blocks: what they draw, from which reviews, and as at when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.blocks import BLOCKS, BlockContext, BlockParametersInvalid, build_block
from governance.blocks.wording import counted, day_in_words, number_word
from programme.values.partial_date import PartialDate
from services.enums import Rag, Stage, State
from services.models import Milestone, ServiceReview
from tests.factories.governance import BodyFactory, london
from tests.factories.programme import MembershipFactory, PhaseFactory, ProgrammeFactory, UserFactory
from tests.factories.services import MilestoneFactory, MoveFactory, ParticipationFactory, ReviewFactory, UpdateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=london(2022, 2, 1).date())


def context_of(programme, *, council=None, as_at=None):
    return BlockContext(
        programme=programme, body=BodyFactory(programme=programme, council=council), as_at=as_at, at=timezone.now()
    )


def draw(code, context, **parameters):
    return build_block(code=code, parameters=parameters, context=context)


def begun(programme, month, *, recorded=None, **fields):
    """A review that began in a month of 2023."""
    review = ReviewFactory(programme=programme, **fields)
    MoveFactory(
        review=review, effective=PartialDate.month(2023, month), recorded_at=recorded or london(2023, month, 20)
    )
    return review


def test_numbers_up_to_nine_are_words():
    assert [number_word(number) for number in (0, 1, 9, 10, 13)] == ["no", "one", "nine", "10", "13"]
    assert [counted(number, "review") for number in (1, 2)] == ["one review", "two reviews"]


def test_the_last_day_of_a_month_is_its_end():
    assert day_in_words(london(2023, 2, 28).date()) == "the end of February 2023"
    assert day_in_words(london(2023, 2, 27).date()) == "27 February 2023"


def test_thirteen_reviews_will_have_started_as_programme_d_says(programme):
    phase = PhaseFactory(programme=programme, name="Phase 1")
    for number in range(12):
        begun(programme, 1, phase=phase, name=f"Review {number:02}")
    ReviewFactory(programme=programme, phase=phase, name="Yet to begin", planned_start=PartialDate.month(2023, 2))
    ReviewFactory(programme=programme, phase=phase, name="Later", planned_start=PartialDate.month(2023, 3))
    MoveFactory(
        review=begun(programme, 1, phase=phase, withdrawn=True),
        from_stage=Stage.SCOPING,
        to_state=State.WITHDRAWN,
        recorded_at=london(2023, 1, 30),
    )
    context = context_of(programme, as_at=london(2023, 2, 3))
    (figure,) = draw("reviews_started", context, by="2023-02-28")
    assert figure.sentence == "13 reviews will have started by the end of February 2023."
    assert (figure.value, len(figure.rows)) == ("13", 13)
    assert figure.rows[0] == "Review 00: began January 2023 (recorded 20 January 2023)"
    assert figure.rows[-1] == "Yet to begin: planned to begin February 2023"
    assert figure.rule == (
        "Counted: reviews that have begun, or are planned to begin, wholly on or before 28 February 2023. "
        "Not counted: reviews withdrawn or gone from the programme."
    )
    (within,) = draw("reviews_started", context, by="2023-02-28", phase=phase.code)
    assert within.sentence == "In Phase 1, 13 reviews will have started by the end of February 2023."


def test_what_has_passed_had_started(programme):
    begun(programme, 1)
    (figure,) = draw("reviews_started", context_of(programme, as_at=london(2023, 3, 5)), by="2023-02-28")
    assert figure.sentence == "One review had started by the end of February 2023."


def test_a_move_recorded_later_does_not_leak_in(programme):
    begun(programme, 1, recorded=london(2023, 2, 10))
    (before,) = draw("reviews_started", context_of(programme, as_at=london(2023, 2, 9)), by="2023-02-28")
    (after,) = draw("reviews_started", context_of(programme, as_at=london(2023, 2, 11)), by="2023-02-28")
    assert (before.value, after.value) == ("0", "1")
    assert before.sentence == "No reviews will have started by the end of February 2023."


def test_the_progress_table_has_its_phases_and_its_sources(programme):
    phase = PhaseFactory(programme=programme, name="Phase 1")
    sponsor = UserFactory(name="Ada North", post="Director")
    first = begun(programme, 1, name="Human Resources")
    second = begun(programme, 1, name="Parking", phase=phase)
    update = UpdateFactory(
        review=second,
        accepted=True,
        submitted_at=london(2023, 2, 1),
        decided_at=london(2023, 2, 3),
        decided_by=sponsor,
        business_case_expected=PartialDate.month(2031, 5),
        implementation_expected=PartialDate.to_be_confirmed("once the business case is approved"),
    )
    (table,) = draw("progress_table", context_of(programme))
    heading = [cell.text for row in table.rows if row.kind == "heading" for cell in row.cells]
    rows = {row.cells[0].text: row for row in table.rows if row.kind == "row"}
    assert heading == ["Phase 1: October 2022 to April 2023"]
    assert [cell.text for cell in rows["Parking"].cells] == [
        "Parking",
        "The options are being compared.",
        "May 2031",
        "To be confirmed once the business case is approved",
    ]
    (source,) = rows["Parking"].sources
    assert source.label == f"{update.period.name}, accepted by Ada North, Director, on 3 February 2023"
    assert source.ref == update.get_absolute_url()
    assert rows[first.name].sources == ()
    (alone,) = draw("progress_table", context_of(programme), phase=phase.code)
    assert [row.cells[0].text for row in alone.rows if row.kind == "row"] == ["Parking"]


def test_an_update_accepted_later_does_not_leak_in(programme):
    review = begun(programme, 1)
    UpdateFactory(
        review=review, accepted=True, submitted_at=london(2023, 2, 1), decided_at=london(2023, 2, 3), rag=Rag.RED
    )
    before, after = (context_of(programme, as_at=london(2023, 2, day)) for day in (2, 4))
    (early,), (late,) = draw("progress_table", before), draw("progress_table", after)
    assert early.rows[0].cells[1].text == "No update accepted yet."
    assert late.rows[0].cells[1].text == "The options are being compared."
    assert draw("reviews_by_rag", before)[0].description == "Of one review: one unrated."
    assert draw("reviews_by_rag", after)[0].description == "Of one review: one red."


def test_a_body_of_one_council_is_told_of_its_reviews_alone(programme):
    membership = MembershipFactory(programme=programme)
    own = begun(programme, 1, name="Ours")
    ParticipationFactory(review=own, council=membership.council)
    begun(programme, 1, name="Theirs")
    (table,) = draw("progress_table", context_of(programme, council=membership.council))
    (joint,) = draw("progress_table", context_of(programme))
    assert [row.cells[0].text for row in table.rows] == ["Ours"]
    assert [row.cells[0].text for row in joint.rows] == ["Ours", "Theirs"]


def test_reviews_by_stage_counts_each_once(programme):
    begun(programme, 1)
    begun(programme, 1)
    ReviewFactory(programme=programme, not_started=True)
    begun(programme, 1, withdrawn=True)
    chart, figure = draw("reviews_by_stage", context_of(programme))
    counts = {row.label: row.values[0] for row in chart.rows}
    assert (counts["Scoping"], counts["Not started"], sum(counts.values())) == (2, 1, 3)
    assert chart.description == "Three reviews: one at not started and two at scoping."
    assert figure.sentence == "Three reviews are in the programme."


def test_the_unrated_stay_in_the_total(programme):
    for rag in (Rag.GREEN, Rag.AMBER):
        UpdateFactory(review=begun(programme, 1), accepted=True, rag=rag)
    begun(programme, 1)
    begun(programme, 1, on_hold=True)
    chart, figure = draw("reviews_by_rag", context_of(programme))
    totals = {series.label: chart.rows[0].values[place] for place, series in enumerate(chart.series)}
    assert totals == {"Green": 1, "Amber": 1, "Red": 0, "Unrated": 1, "On hold": 1}
    assert figure.sentence == "Of four reviews: one green, one amber, one unrated and one on hold."


def test_the_progress_table_says_of_a_review_that_it_is_on_hold(programme):
    begun(programme, 1, on_hold=True, name="Legal")
    (table,) = draw("progress_table", context_of(programme))
    assert [row.cells[1].text[:12] for row in table.rows if row.cells[0].text == "Legal"] == ["**On hold.**"]


def test_reviews_on_hold_say_since_when_and_why(programme):
    review = begun(programme, 1, on_hold=True, name="Legal")
    MoveFactory(
        review=review,
        from_stage=Stage.SCOPING,
        to_stage=Stage.SCOPING,
        to_state=State.ON_HOLD,
        reason="Waiting for the budget.",
        effective=PartialDate.month(2023, 2),
        recorded_at=london(2023, 2, 20),
    )
    (table,) = draw("on_hold", context_of(programme))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Legal", "Scoping", "February 2023", "Waiting for the budget."]
    ]
    (none,) = draw("on_hold", context_of(programme, as_at=london(2023, 1, 25)))
    assert (none.rows, none.note) == ((), "No service review is on hold.")


def test_updates_received_have_their_denominator(programme):
    reviews = [begun(programme, 1, name=name) for name in ("Fraud", "Legal", "Parking")]
    UpdateFactory(review=reviews[0], accepted=True)
    UpdateFactory(review=reviews[1], submitted=True)
    UpdateFactory(review=reviews[2])
    (figure,) = draw("updates_received", context_of(programme))
    assert figure.sentence.startswith("Two of the three updates due for Period ")
    assert (figure.value, figure.unit) == ("2", "of 3 updates")
    assert figure.rows[2] == "Parking: not received"


def test_updates_received_needs_a_period(programme):
    with pytest.raises(BlockParametersInvalid):
        draw("updates_received", context_of(programme))


def test_milestones_due_by_a_day(programme):
    review = begun(programme, 1, name="Legal")
    MilestoneFactory(review=review, name="Late", forecast=PartialDate.month(2023, 1))
    MilestoneFactory(review=None, programme=programme, name="Soon", forecast=PartialDate.month(2031, 5))
    MilestoneFactory(review=review, name="Far", forecast=PartialDate.month(2032, 5))
    MilestoneFactory(review=review, name="Reached", achieved=PartialDate.month(2022, 5))
    (table,) = draw("milestones_due", context_of(programme), by="2031-05-31")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Late", "Legal", "", "January 2023 (overdue)"],
        ["Soon", "The programme", "", "May 2031"],
    ]


@pytest.mark.django_db(transaction=True)
def test_a_milestone_changed_later_is_read_as_it_was():
    programme = ProgrammeFactory()
    milestone = MilestoneFactory(
        review=ReviewFactory(programme=programme, name="Legal"), name="Case", forecast=PartialDate.month(2031, 5)
    )
    between = timezone.now()
    Milestone.objects.filter(pk=milestone.pk).update(forecast=PartialDate.month(2031, 4))
    MilestoneFactory(review=milestone.review, name="Added later", forecast=PartialDate.month(2031, 4))
    (before,) = draw("milestones_due", context_of(programme, as_at=between), by="2031-12-31")
    (now,) = draw("milestones_due", context_of(programme), by="2031-12-31")
    assert [[row.cells[0].text, row.cells[3].text] for row in before.rows] == [["Case", "May 2031"]]
    assert [[row.cells[0].text, row.cells[3].text] for row in now.rows] == [
        ["Added later", "April 2031"],
        ["Case", "April 2031"],
    ]


@pytest.mark.parametrize(
    ("parameters", "faulty"),
    [
        ({}, ["by"]),
        ({"by": "soon"}, ["by"]),
        ({"by": 20230228}, ["by"]),
        ({"by": "2023-02-30", "phase": ["x"]}, ["by", "phase"]),
        ({"by": "2023-02-28", "colour": "red"}, ["colour"]),
        ("by=2023", [""]),
        (None, [""]),
    ],
)
def test_bad_parameters_are_each_named(programme, parameters, faulty):
    with pytest.raises(BlockParametersInvalid) as refused:
        build_block(code="reviews_started", parameters=parameters, context=context_of(programme))
    assert sorted(refused.value.faults) == faulty


def test_every_block_draws_an_empty_programme(programme):
    context = context_of(programme)
    given = {"reviews_started": {"by": "2023-02-28"}, "milestones_due": {"by": "2023-02-28"}}
    for code in sorted(set(BLOCKS) - {"updates_received"}):
        assert draw(code, context, **given.get(code, {}))


@pytest.mark.parametrize("code", ["progress_table", "reviews_by_stage", "reviews_by_rag", "on_hold"])
def test_a_block_asks_as_much_of_three_reviews_as_of_one(programme, code, django_assert_num_queries):
    def numbers():
        UpdateFactory(review=begun(programme, 1), accepted=True, decided_by=UserFactory())
        context = context_of(programme)
        with django_assert_num_queries(4):
            draw(code, context)

    numbers()
    numbers()
    numbers()
    assert ServiceReview.objects.count() == 3


def test_updates_received_asks_as_much_of_three_reviews_as_of_one(programme, django_assert_num_queries):
    for _ in range(3):
        UpdateFactory(review=begun(programme, 1), accepted=True, decided_by=UserFactory())
        context = context_of(programme)
        with django_assert_num_queries(4):
            draw("updates_received", context)


def test_the_day_by_which_things_are_due_is_the_moments(programme):
    assert context_of(programme, as_at=london(2023, 2, 3)).today == london(2023, 2, 3).date()
    assert context_of(programme).today == timezone.localdate()
    assert context_of(programme, as_at=london(2023, 2, 3)).time == london(2023, 2, 3)
    assert timezone.now() - context_of(programme).time < timedelta(seconds=5)
