"""Gates of a programme, what is recorded for them, and the moves that they hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.contributions import contribute
from programme.values.partial_date import PartialDate
from services.domain.gate import add_gate, change_gate, record_evidence, withdraw_evidence
from services.domain.review import move_review
from services.enums import EvidenceKind, GateStanding, Stage, State
from services.models import GateEvidence, ReviewMove
from services.rules.gates import GateCheck, GateFinding, UnknownGateRule
from tests.factories.gates import EvidenceFactory, GateFactory
from tests.factories.programme import MembershipFactory
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def move(review, actor, at, to_stage=Stage.BUSINESS_CASE, effective=None):
    return move_review(
        review=review,
        to_stage=to_stage,
        to_state=State(review.state),
        effective=effective or PartialDate.day(timezone.localdate(at)),
        reason="The board agreed.",
        actor=actor,
        at=at,
    )


def add(programme, actor, at, **values):
    given = {
        "name": "Cabinet approval",
        "stage": Stage.APPROVAL,
        "rule": "decision",
        "by_each_council": True,
        "starts_on": programme.starts_on,
    }
    return add_gate(programme=programme, actor=actor, at=at, **{**given, **values})


def change(gate, actor, at, **values):
    names = ("name", "stage", "rule", "by_each_council", "starts_on", "ended_on")
    given = {"seen": mark_of(gate), **{name: getattr(gate, name) for name in names}}
    return change_gate(gate=gate, actor=actor, at=at, **{**given, **values})


def record(gate, review, actor, at, **values):
    given = {
        "council": None,
        "kind": EvidenceKind.MET,
        "statement": "Cabinet approved it.",
        "dated": PartialDate.month(2023, 1),
    }
    return record_evidence(gate=gate, review=review, actor=actor, at=at, **{**given, **values})


class TestMoves:
    def test_every_gate_that_is_not_met_is_named_at_once_with_what_is_missing_for_whom(self, review, office, at):
        for name in ("Alder", "Birch"):
            member = MembershipFactory(programme=review.programme, council__short_name=name)
            ParticipationFactory(review=review, council=member.council)
        GateFactory(programme=review.programme, name="Cabinets agree", by_each_council=True)
        GateFactory(programme=review.programme, name="Memorandum", rule="agreement_in_force")

        with pytest.raises(DomainError) as refusal:
            move(review, office, at)

        assert refusal.value.message == (
            "Business case asks for what is not there yet. Cabinets agree: No decision is recorded for Alder and "
            "Birch. Memorandum: The review names no agreement."
        )
        assert (refusal.value.field, ReviewMove.objects.count()) == ("to_stage", 0)

    @pytest.mark.parametrize("waived", [False, True])
    def test_met_or_waived_lets_through(self, review, office, at, waived):
        EvidenceFactory(gate=GateFactory(programme=review.programme), review=review, waived=waived)

        assert move(review, office, at).to_stage == Stage.BUSINESS_CASE

    def test_withdrawn_evidence_and_that_of_another_review_count_for_nothing(self, review, office, at):
        gate = GateFactory(programme=review.programme)
        EvidenceFactory(gate=gate, review=review, withdrawn=True)
        EvidenceFactory(gate=gate)

        with pytest.raises(DomainError, match="asks for what is not there yet"):
            move(review, office, at)

    def test_only_the_stage_moved_into_is_guarded(self, review, office, at):
        GateFactory(programme=review.programme, stage=Stage.AS_IS)

        assert move(review, office, at).to_stage == Stage.BUSINESS_CASE

    def test_moving_back_is_never_gated(self, programme, office, at):
        review = ReviewFactory(programme=programme, stage=Stage.APPROVAL)
        GateFactory(programme=programme)

        assert move(review, office, at).to_stage == Stage.BUSINESS_CASE

    def test_a_hold_is_never_gated(self, review, office, at):
        GateFactory(programme=review.programme, stage=review.stage)

        held = move_review(
            review=review,
            to_stage=Stage(review.stage),
            to_state=State.ON_HOLD,
            effective=PartialDate.day(timezone.localdate(at)),
            reason="Staff are away.",
            actor=office,
            at=at,
        )

        assert held.to_state == State.ON_HOLD

    def test_a_gate_is_asked_for_from_its_first_day_to_its_last(self, review, office, at):
        today = timezone.localdate(at)
        days = {"starts_on": today - timedelta(days=20), "ended_on": today - timedelta(days=10)}
        GateFactory(programme=review.programme, **days)

        with pytest.raises(DomainError, match="asks for what is not there yet"):
            move(review, office, at, effective=PartialDate.day(today - timedelta(days=10)))
        with pytest.raises(DomainError, match="asks for what is not there yet"):
            move(review, office, at, effective=PartialDate.day(today - timedelta(days=20)))
        assert move(review, office, at, effective=PartialDate.day(today - timedelta(days=21)))

    def test_it_is_not_asked_for_after_its_last_day(self, review, office, at):
        today = timezone.localdate(at)
        GateFactory(
            programme=review.programme, starts_on=today - timedelta(days=20), ended_on=today - timedelta(days=1)
        )

        assert move(review, office, at)

    def test_a_month_is_held_to_its_last_day_at_the_latest_today(self, review, office, at):
        today = timezone.localdate(at)
        GateFactory(programme=review.programme, starts_on=today)

        with pytest.raises(DomainError, match="asks for what is not there yet"):
            move(review, office, at, effective=PartialDate.month(today.year, today.month))

    def test_a_check_put_in_place_of_ours_is_asked_with_what_it_read(self, review, office, at, own_contributions):
        GateFactory(programme=review.programme)
        facts = {}

        def find(case, council):
            standing = GateStanding.MET if case.facts == "minuted" else GateStanding.NOT_MET
            return GateFinding(standing=standing, reason="No minute says so.")

        contribute(
            GateCheck(name="decision", label="Decision", asks="A body decided.", find=find, read=lambda *_: facts)
        )

        with pytest.raises(DomainError, match="No minute says so"):
            move(review, office, at)
        facts[review.pk] = "minuted"
        assert move(review, office, at)


class TestGates:
    def test_the_office_adds_one(self, programme, office, at):
        gate = add(programme, office, at, name="  Cabinet approval ")

        assert (gate.code, gate.name, gate.stage) == ("cabinet-approval", "Cabinet approval", Stage.APPROVAL)

    def test_only_the_office_adds_or_changes_one(self, programme, lead, sponsor, at):
        for actor in (lead, sponsor):
            with pytest.raises(NotAllowed):
                add(programme, actor, at)
            with pytest.raises(NotAllowed):
                change(GateFactory(programme=programme), actor, at, name="Mine")

    def test_a_rule_that_nobody_knows_is_refused(self, programme, office, at):
        with pytest.raises(UnknownGateRule):
            add(programme, office, at, rule="horoscope")

    def test_nothing_guards_where_reviews_begin(self, programme, office, at):
        with pytest.raises(DomainError, match="begins there"):
            add(programme, office, at, stage=Stage.NOT_STARTED)

    def test_one_name_at_one_stage(self, programme, office, at):
        add(programme, office, at)

        with pytest.raises(DomainError, match="already"):
            add(programme, office, at, name="CABINET APPROVAL")
        assert add(programme, office, at, stage=Stage.IMPLEMENTATION)

    def test_it_changes_while_nothing_has_been_held_by_it(self, programme, office, at):
        gate = change(add(programme, office, at), office, at, rule="impact_assessment", by_each_council=False)

        gate.refresh_from_db()
        assert (gate.rule, gate.by_each_council) == ("impact_assessment", False)

    @pytest.mark.parametrize("held_by", ["evidence", "move"])
    def test_in_use_it_is_renamed_and_ended_and_not_made_another(self, review, office, at, held_by):
        gate = GateFactory(programme=review.programme)
        if held_by == "evidence":
            EvidenceFactory(gate=gate, review=review, withdrawn=True)
        else:
            MoveFactory(
                review=review,
                from_stage=Stage.SCOPING,
                to_stage=gate.stage,
                effective=PartialDate.day(gate.starts_on),
            )

        with pytest.raises(DomainError, match="Reviews have been held by this gate already") as refusal:
            change(gate, office, at, rule="impact_assessment")
        assert refusal.value.field == "rule"
        ended = change(gate, office, at, name="As it was called later", ended_on=timezone.localdate(at))
        assert (ended.name, ended.ended_on) == ("As it was called later", timezone.localdate(at))

    def test_it_ends_on_or_after_its_first_day(self, programme, office, at):
        gate = GateFactory(programme=programme)

        with pytest.raises(DomainError, match="Enter a day on or after its first day") as refusal:
            change(gate, office, at, ended_on=gate.starts_on - timedelta(days=1))
        assert refusal.value.field == "ended_on"

    def test_two_people_do_not_overwrite_each_other(self, programme, office, at):
        gate = GateFactory(programme=programme)
        seen = mark_of(gate)
        change(gate, office, at, name="First")

        with pytest.raises(ChangedByAnother):
            change(gate, office, at, name="Second", seen=seen)


class TestEvidence:
    def test_it_says_who_recorded_it_and_when(self, review, lead, at):
        gate = GateFactory(programme=review.programme)

        made = record(gate, review, lead, at)

        assert (made.recorded_by, made.recorded_at, made.statement) == (lead, at, "Cabinet approved it.")

    def test_waiving_is_the_offices(self, review, lead, sponsor, office, at):
        gate = GateFactory(programme=review.programme)
        for actor in (lead, sponsor):
            with pytest.raises(NotAllowed):
                record(gate, review, actor, at, kind=EvidenceKind.WAIVED)

        assert record(gate, review, office, at, kind=EvidenceKind.WAIVED).kind == EvidenceKind.WAIVED

    def test_a_lead_officer_records_for_their_own_council(self, review, lead, second_lead, office, at):
        gate = GateFactory(programme=review.programme, by_each_council=True)
        own, other = lead.leads.get().council, second_lead.leads.get().council

        for council in (other, None):
            with pytest.raises(DomainError, match="that you lead for"):
                record(gate, review, lead, at, council=council)
        assert record(gate, review, lead, at, council=own).council == own
        assert record(gate, review, office, at, council=other).council == other

    @pytest.mark.parametrize(
        ("values", "field", "sentence"),
        [
            ({"statement": "  "}, "statement", "Say what was approved, and by whom"),
            ({"statement": " ", "kind": EvidenceKind.WAIVED}, "statement", "Say why the review goes through without"),
            ({"dated": PartialDate.to_be_confirmed()}, "dated", "Enter when it was approved, signed or decided"),
            ({"dated": PartialDate.year(2099)}, "dated", "Enter when it was approved, signed or decided"),
        ],
    )
    def test_it_says_what_and_when(self, review, office, at, values, field, sentence):
        with pytest.raises(DomainError, match=sentence) as refusal:
            record(GateFactory(programme=review.programme), review, office, at, **values)
        assert refusal.value.field == field

    def test_the_council_takes_part_and_is_asked(self, review, office, at):
        elsewhere = ParticipationFactory().council

        for by_each, refused in ((True, "does not take part"), (False, "as a whole")):
            gate = GateFactory(programme=review.programme, by_each_council=by_each)
            with pytest.raises(DomainError, match=refused):
                record(gate, review, office, at, council=elsewhere)

    def test_nobody_says_by_hand_that_an_agreement_is_in_force(self, review, office, at):
        gate = GateFactory(programme=review.programme, rule="agreement_in_force")

        with pytest.raises(DomainError, match="Nobody records this by hand") as refusal:
            record(gate, review, office, at)
        assert refusal.value.field == "kind"
        assert record(gate, review, office, at, kind=EvidenceKind.WAIVED)

    def test_the_same_twice_is_recorded_once(self, review, office, at):
        gate = GateFactory(programme=review.programme)
        record(gate, review, office, at)

        with pytest.raises(DomainError, match="already"):
            record(gate, review, office, at + timedelta(seconds=1))
        assert GateEvidence.objects.count() == 1

    def test_not_for_a_gate_that_ended_nor_for_a_review_that_left(self, programme, review, office, at):
        ended = GateFactory(programme=programme, ended_on=timezone.localdate(at) - timedelta(days=1))

        with pytest.raises(DomainError, match="and is no longer"):
            record(ended, review, office, at)
        with pytest.raises(DomainError, match="left the programme on"):
            record(GateFactory(programme=programme), ReviewFactory(programme=programme, left=True), office, at)

    def test_it_is_withdrawn_with_a_reason_and_stays(self, review, office, at):
        evidence = EvidenceFactory(gate=GateFactory(programme=review.programme), review=review)

        with pytest.raises(DomainError, match="Say why it is withdrawn") as refusal:
            withdraw_evidence(evidence=evidence, reason=" ", actor=office, at=at)
        assert refusal.value.field == "reason"
        withdraw_evidence(evidence=evidence, reason=" A mistake. ", actor=office, at=at)
        evidence.refresh_from_db()
        assert (evidence.withdrawn_by, evidence.withdrawn_reason) == (office, "A mistake.")
        with pytest.raises(DomainError, match="This was withdrawn already"):
            withdraw_evidence(evidence=evidence, reason="Again.", actor=office, at=at)

    def test_a_lead_officer_withdraws_their_own_and_no_waiver(self, review, lead, second_lead, at):
        gate = GateFactory(programme=review.programme)
        own = EvidenceFactory(gate=gate, review=review, recorded_by=lead)
        others = EvidenceFactory(gate=gate, review=review, recorded_by=second_lead)
        waiver = EvidenceFactory(gate=gate, review=review, recorded_by=lead, waived=True)

        for evidence in (others, waiver):
            with pytest.raises(NotAllowed):
                withdraw_evidence(evidence=evidence, reason="A mistake.", actor=lead, at=at)
        assert withdraw_evidence(evidence=own, reason="A mistake.", actor=lead, at=at).withdrawn_at == at
