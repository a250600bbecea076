"""The live blocks of stages, gates and groups: what they draw, as at when, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from governance.blocks import BlockContext, build_block
from programme.values.partial_date import PartialDate
from services.enums import Stage, State
from services.models import Gate, GateEvidence, Group, GroupMember
from tests.factories.gates import EvidenceFactory, GateFactory, GroupFactory, GroupMemberFactory
from tests.factories.governance import BodyFactory, london
from tests.factories.programme import MembershipFactory, ProgrammeFactory, UserFactory
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db

JANUARY, MARCH = london(2023, 1, 10), london(2023, 3, 1)


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=date(2022, 2, 1))


def context_of(programme, *, council=None, as_at=None):
    return BlockContext(
        programme=programme, body=BodyFactory(programme=programme, council=council), as_at=as_at, at=timezone.now()
    )


def draw(code, context, **parameters):
    return build_block(code=code, parameters=parameters, context=context)


def cells_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def moved(review, *steps):
    """Steps as (stage or state, effective, recorded)."""
    stage, state = Stage.NOT_STARTED, State.ACTIVE
    for to, effective, recorded in steps:
        to_stage, to_state = (to, state) if isinstance(to, Stage) else (stage, to)
        MoveFactory(
            review=review,
            from_stage=stage,
            to_stage=to_stage,
            from_state=state,
            to_state=to_state,
            effective=PartialDate.day(effective),
            recorded_at=recorded,
        )
        stage, state = to_stage, to_state
    review.stage, review.state = stage, state
    review.state_reason = "Staff are away." if state == State.ON_HOLD else ""
    review.save()
    return review


def two_reviews(programme):
    joined = {"joined_on": date(2022, 11, 1), "programme": programme}
    moved(
        ReviewFactory(name="Legal", **joined),
        (Stage.SCOPING, date(2022, 12, 1), london(2022, 12, 1)),
        (Stage.AS_IS, date(2022, 12, 21), london(2022, 12, 21)),
        (State.ON_HOLD, date(2023, 1, 30), london(2023, 1, 30)),
    )
    moved(
        ReviewFactory(name="Parking", **joined),
        (Stage.SCOPING, date(2022, 11, 11), london(2022, 11, 11)),
        (Stage.AS_IS, date(2022, 12, 21), london(2023, 2, 1)),
    )


class TestTimes:
    def test_the_median_of_each_stage_and_who_stands_longest(self, programme):
        two_reviews(programme)

        stages, standing = draw("stage_times", context_of(programme, as_at=MARCH))

        assert cells_of(stages) == [
            ["Not started", "2", "20 days", "0", ""],
            ["Scoping", "2", "30 days", "0", ""],
            ["As-is", "0", "", "2", "Legal, 70 days"],
        ]
        assert cells_of(standing) == [
            ["Legal", "As-is", "21 December 2022", "70 days", "30 days, still"],
            ["Parking", "As-is", "21 December 2022", "70 days", ""],
        ]
        assert standing.rows[1].sources[0].label == "Moved there, recorded on 1 February 2023"

    def test_what_was_recorded_later_does_not_leak_in(self, programme):
        two_reviews(programme)

        _, standing = draw("stage_times", context_of(programme, as_at=JANUARY))

        assert cells_of(standing) == [
            ["Parking", "Scoping", "11 November 2022", "60 days", ""],
            ["Legal", "As-is", "21 December 2022", "20 days", ""],
        ]

    def test_a_council_is_told_of_its_own_reviews(self, programme):
        two_reviews(programme)

        _, standing = draw("stage_times", context_of(programme, council=MembershipFactory(programme=programme).council))

        assert (standing.rows, standing.note) == ((), "No review is under way.")


class TestGates:
    def test_which_reviews_wait_for_what_and_what_was_waived(self, programme):
        member = MembershipFactory(programme=programme, council__short_name="Alder")
        review = ReviewFactory(programme=programme, name="Legal", stage=Stage.BUSINESS_CASE)
        ParticipationFactory(review=review, council=member.council)
        MoveFactory(review=review, to_stage=Stage.BUSINESS_CASE)
        GateFactory(programme=programme, name="Cabinets", stage=Stage.APPROVAL, by_each_council=True)
        EvidenceFactory(
            gate=GateFactory(programme=programme, name="Equality", stage=Stage.APPROVAL, rule="impact_assessment"),
            review=review,
            waived=True,
            dated=PartialDate.month(2023, 1),
        )
        GateFactory(programme=programme, name="Later", stage=Stage.IMPLEMENTATION)
        ReviewFactory(programme=programme, name="Gone", stage=Stage.BUSINESS_CASE, withdrawn=True)

        waiting, waived = draw("gates", context_of(programme))

        assert cells_of(waiting) == [
            ["Legal", "Business case", "Approval", "Cabinets", "No decision is recorded for Alder."]
        ]
        assert cells_of(waived) == [["Legal", "Approval", "Equality", "The partner decides next month. (January 2023)"]]

    def test_nothing_waits(self, programme):
        (waiting,) = draw("gates", context_of(programme))

        assert (waiting.rows, waiting.note) == ((), "No review waits for a gate.")

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many(self, programme, number, django_assert_num_queries):
        for _ in range(number):
            review = ReviewFactory(programme=programme)
            MoveFactory(review=review)
            council = ParticipationFactory(review=review).council
            EvidenceFactory(gate=GateFactory(programme=programme), review=review, council=council)
        context = context_of(programme, as_at=timezone.now())

        with django_assert_num_queries(9):
            draw("gates", context)


@pytest.mark.django_db(transaction=True)
def test_gates_and_evidence_changed_later_are_read_as_they_were():
    programme = ProgrammeFactory()
    review = ReviewFactory(programme=programme, name="Legal")
    MoveFactory(review=review, recorded_at=timezone.now())
    gate = GateFactory(programme=programme, name="Cabinet")
    evidence = EvidenceFactory(gate=GateFactory(programme=programme, name="Equality"), review=review)
    between = timezone.now()
    Gate.objects.filter(pk=gate.pk).update(name="Cabinets")
    GateEvidence.objects.filter(pk=evidence.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="A mistake.")
    EvidenceFactory(gate=gate, review=review, recorded_at=timezone.now())

    (before,) = draw("gates", context_of(programme, as_at=between))
    (now,) = draw("gates", context_of(programme))

    assert [row[3] for row in cells_of(before)] == ["Cabinet"]
    assert [row[3] for row in cells_of(now)] == ["Equality"]


class TestGroups:
    def test_what_each_is_for_and_who_is_in_it(self, programme):
        council = MembershipFactory(programme=programme, council__short_name="Alder").council
        board = GroupFactory(
            programme=programme, name="Project board", position=1, responsibilities="- Plans", meets="every month"
        )
        person = UserFactory(name="Ada North", post="Director")
        GroupMemberFactory(group=board, user=person, post="", council=council, part="chair", position=1)
        GroupMemberFactory(group=board, post="Finance Manager", position=2)
        GroupMemberFactory(group=board, post="Former Clerk", left_on=date(2022, 3, 1))
        GroupFactory(programme=programme, name="Old group", ended_on=date(2022, 3, 1))
        review = ReviewFactory(programme=programme, name="Legal")
        GroupFactory(programme=programme, review=review, name="Team", position=2)

        (table,) = draw("groups", context_of(programme))

        assert cells_of(table) == [
            [
                "Project board (meets: every month)",
                "- Plans",
                "- Ada North, Director (Alder): chair\n- Finance Manager",
            ],
            ["Team (for Legal)", "", "Nobody at present"],
        ]

    def test_a_council_is_not_told_of_the_groups_of_other_reviews(self, programme):
        review = ReviewFactory(programme=programme)
        GroupFactory(programme=programme, review=review, name="Team")
        council = MembershipFactory(programme=programme).council

        (table,) = draw("groups", context_of(programme, council=council))

        assert table.note == "No groups are recorded."

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many(self, programme, number, django_assert_num_queries):
        for _ in range(number):
            group = GroupFactory(programme=programme)
            for _ in range(number):
                council = MembershipFactory(programme=programme).council
                GroupMemberFactory(group=group, user=UserFactory(), post="", council=council)
        context = context_of(programme)

        with django_assert_num_queries(5):
            draw("groups", context)


@pytest.mark.django_db(transaction=True)
def test_groups_changed_later_are_read_as_they_were():
    programme = ProgrammeFactory()
    group = GroupFactory(programme=programme, name="Board")
    member = GroupMemberFactory(group=group, post="Clerk")
    between = timezone.now()
    Group.objects.filter(pk=group.pk).update(name="Programme board")
    GroupMember.objects.filter(pk=member.pk).update(post="Secretary")
    GroupMemberFactory(group=group, post="Treasurer")

    (before,) = draw("groups", context_of(programme, as_at=between))
    (now,) = draw("groups", context_of(programme))

    assert cells_of(before) == [["Board", "", "Clerk"]]
    assert cells_of(now) == [["Programme board", "", "- Secretary\n- Treasurer"]]
