"""The pages of gates, of a review's stages, and of the time that reviews take."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programme.domain.editing import mark_of
from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, Stage, State
from services.models import Gate, GateEvidence, ReviewMove
from tests.factories.gates import EvidenceFactory, GateFactory
from tests.factories.services import MoveFactory, ParticipationFactory, ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

GATES_QUERIES = 6
STAGES_QUERIES = 9
TIMES_QUERIES = 10
MOVE_QUERIES = 7


def page_of(name, review, **more):
    return reverse(name, kwargs={"programme_code": review.programme.code, "review_code": review.code, **more})


def programme_page(name, programme, **more):
    return reverse(name, kwargs={"programme_code": programme.code, **more})


def text_of(response):
    return " ".join(response.content.decode().split())


class TestGateList:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many(
        self, number, programme, office, sign_in, django_assert_num_queries
    ):
        for _ in range(number):
            GateFactory(programme=programme)
        client = sign_in(office)

        with django_assert_num_queries(GATES_QUERIES):
            client.get(programme_page("gate_list", programme))

    def test_empty_it_says_what_to_do_next(self, programme, office, sign_in):
        page = text_of(sign_in(office).get(programme_page("gate_list", programme)))

        assert "Reviews move from stage to stage freely." in page
        assert programme_page("gate_create", programme) in page

    def test_stage_by_stage_and_those_that_ended_last(self, programme, office, sign_in):
        yesterday = timezone.localdate() - timedelta(days=1)
        GateFactory(programme=programme, name="Ended", stage=Stage.SCOPING, ended_on=yesterday)
        GateFactory(programme=programme, name="Late", stage=Stage.IMPLEMENTATION)
        GateFactory(programme=programme, name="Early", stage=Stage.SCOPING)
        address = programme_page("gate_list", programme)

        page = sign_in(office).get(address)
        assert [row.record.name for row in page.context["table"].rows] == ["Early", "Late", "Ended"]
        page = sign_in(office).get(f"{address}?standing=now&stage=scoping")
        assert [row.record.name for row in page.context["table"].rows] == ["Early"]

    def test_as_a_workbook(self, programme, office, sign_in):
        GateFactory(programme=programme, name="=Gate", by_each_council=True)

        book = load_workbook(
            BytesIO(sign_in(office).get(f"{programme_page('gate_list', programme)}?_export=xlsx").getvalue())
        )

        header, row = book.active.iter_rows(values_only=True)
        assert header == ("Gate", "Before", "What it asks for", "Asked of", "From", "Until", "Code")
        assert row[:4] == ("'=Gate", "Business case", "A decision", "Every council taking part")


class TestGateForm:
    @pytest.fixture
    def filled(self, programme):
        return {
            "name": "Cabinet approval",
            "stage": "approval",
            "rule": "decision",
            "by_each_council": "on",
            "starts_on": programme.starts_on.isoformat(),
        }

    def test_a_gate_is_added(self, programme, office, sign_in, filled):
        response = sign_in(office).post(programme_page("gate_create", programme), filled)

        gate = Gate.objects.get()
        assert (response.status_code, gate.stage, gate.by_each_council) == (302, Stage.APPROVAL, True)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"rule": "horoscope"}, "rule"),
            ({"stage": "not_started"}, "stage"),
            ({"name": ""}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"name": "\0"}, "name"),
            ({"starts_on": "tomorrow"}, "starts_on"),
            ({"starts_on": "99999-01-01"}, "starts_on"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
        self, programme, office, sign_in, filled, wrong, field
    ):
        response = sign_in(office).post(programme_page("gate_create", programme), {**filled, **wrong})

        assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
        assert response.context["form"]["name"].value() == {**filled, **wrong}["name"]
        assert not Gate.objects.exists()

    def test_markup_is_shown_as_it_was_typed(self, programme, office, sign_in, filled):
        client = sign_in(office)
        client.post(programme_page("gate_create", programme), {**filled, "name": "<script>alert(1)</script>"})

        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text_of(client.get(programme_page("gate_list", programme)))

    def test_in_use_it_only_ends(self, review, office, sign_in):
        gate = GateFactory(programme=review.programme, by_each_council=True)
        EvidenceFactory(gate=gate, review=review)
        today = timezone.localdate()
        address = programme_page("gate_edit", review.programme, gate_code=gate.code)

        page = sign_in(office).get(address)
        assert "Only its name and its last day change now." in text_of(page)
        values = {"name": "Renamed", "ended_on": today.isoformat(), "rule": "impact_assessment", "seen": mark_of(gate)}
        assert sign_in(office).post(address, values).status_code == 302
        gate.refresh_from_db()
        assert (gate.name, gate.ended_on, gate.rule, gate.by_each_council) == ("Renamed", today, "decision", True)

    def test_somebody_elses_save_is_not_overwritten(self, programme, office, sign_in, filled):
        gate = GateFactory(programme=programme)
        seen = mark_of(gate)
        Gate.objects.filter(pk=gate.pk).update(name="Theirs")
        address = programme_page("gate_edit", programme, gate_code=gate.code)

        page = sign_in(office).post(address, {**filled, "seen": seen})

        assert "Someone else changed this" in text_of(page)
        assert ("Name", "Theirs") in page.context["form"].stands_now
        gate.refresh_from_db()
        assert gate.name == "Theirs"


class TestStages:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_much_there_is(
        self, number, review, office, sign_in, django_assert_num_queries
    ):
        for _ in range(number):
            gate = GateFactory(programme=review.programme, by_each_council=True)
            part = ParticipationFactory(review=review)
            EvidenceFactory(gate=gate, review=review, council=part.council, recorded_by=office)
            EvidenceFactory(gate=gate, review=review, withdrawn=True, recorded_by=lead_of(review))
            EvidenceFactory(gate=GateFactory(programme=review.programme, stage=Stage.APPROVAL), review=review)
            MoveFactory(review=review, actor=office)
        client = sign_in(office)

        with django_assert_num_queries(STAGES_QUERIES):
            client.get(page_of("review_stages", review))

    def test_it_says_what_the_next_stages_ask_for_and_who_recorded_what(self, review, lead, office, sign_in):
        gate = GateFactory(programme=review.programme, name="Cabinet approval")
        EvidenceFactory(gate=gate, review=review, recorded_by=office, statement="Minute 12 of Cabinet.")
        GateFactory(programme=review.programme, name="Memorandum", rule="agreement_in_force")

        page = sign_in(lead).get(page_of("review_stages", review))

        ahead = {str(one.stage): one for one in page.context["page"].next_stages}
        assert [(line.state.gate.name, str(line.state.standing)) for line in ahead["business_case"].gates] == [
            ("Cabinet approval", "met"),
            ("Memorandum", "not_met"),
        ]
        assert "Minute 12 of Cabinet. (January 2023). Recorded by Olive Office on" in text_of(page)

    def test_each_visit_is_a_row_also_after_going_back(self, review, lead, sign_in):
        steps = [("not_started", "scoping"), ("scoping", "as_is"), ("as_is", "scoping")]
        for number, (before, after) in enumerate(steps):
            MoveFactory(
                review=review,
                from_stage=before,
                to_stage=after,
                effective=PartialDate.month(2023, 1 + number),
                recorded_at=timezone.now() - timedelta(days=30 - number),
            )

        page = sign_in(lead).get(page_of("review_stages", review))

        assert [str(visit.stage) for visit in page.context["page"].visits] == [
            "not_started",
            "scoping",
            "as_is",
            "scoping",
        ]
        assert "between 1 and 58 days" in text_of(page)

    def test_only_who_may_is_offered_to_record_waive_and_withdraw(self, review, lead, sponsor, office, sign_in):
        gate = GateFactory(programme=review.programme)
        theirs = EvidenceFactory(gate=gate, review=review, recorded_by=office)
        own = EvidenceFactory(gate=gate, review=review, recorded_by=lead)
        record = page_of("evidence_create", review, gate_code=gate.code)
        withdraw = [page_of("evidence_withdraw", review, evidence_id=row.pk) for row in (own, theirs)]

        offered = {}
        for person in (lead, sponsor, office):
            page = text_of(sign_in(person).get(page_of("review_stages", review)))
            offered[person.name] = [address in page for address in (record, *withdraw)]
        assert offered == {
            "Lena Lead": [True, True, False],
            "Sam Sponsor": [False, False, False],
            "Olive Office": [True, True, True],
        }


class TestEvidencePages:
    def test_a_lead_officer_records_for_their_council(self, review, lead, sign_in):
        gate = GateFactory(programme=review.programme, by_each_council=True)
        council = lead.leads.get().council
        address = page_of("evidence_create", review, gate_code=gate.code)

        page = sign_in(lead).get(address)
        assert [value for value, _ in page.context["form"].fields["kind"].choices] == ["met"]
        values = {"kind": "met", "council": council.pk, "statement": "Cabinet agreed.", "dated": "March 2023"}
        assert sign_in(lead).post(address, values).status_code == 302
        made = GateEvidence.objects.get()
        assert (made.council, made.dated, made.recorded_by) == (council, PartialDate.month(2023, 3), lead)

    def test_a_waiver_is_not_theirs_even_if_they_send_one(self, review, lead, sign_in):
        gate = GateFactory(programme=review.programme)
        values = {"kind": "waived", "statement": "No need.", "dated": "March 2023"}

        response = sign_in(lead).post(page_of("evidence_create", review, gate_code=gate.code), values)

        assert (response.status_code, list(response.context["form"].errors)) == (200, ["kind"])
        assert not GateEvidence.objects.exists()

    def test_the_office_waives_with_a_reason(self, review, office, sign_in):
        gate = GateFactory(programme=review.programme, rule="agreement_in_force")
        address = page_of("evidence_create", review, gate_code=gate.code)

        refused = sign_in(office).post(address, {"kind": "waived", "statement": "", "dated": "2023"})
        assert list(refused.context["form"].errors) == ["statement"]
        sign_in(office).post(address, {"kind": "waived", "statement": "Signed next week.", "dated": "2023"})
        assert GateEvidence.objects.get().kind == EvidenceKind.WAIVED

    def test_a_date_to_come_is_refused_and_nothing_typed_is_lost(self, review, office, sign_in):
        gate = GateFactory(programme=review.programme)
        values = {"kind": "met", "statement": "<b>Agreed</b>", "dated": "March 2099"}

        page = sign_in(office).post(page_of("evidence_create", review, gate_code=gate.code), values)

        assert list(page.context["form"].errors) == ["dated"]
        assert "&lt;b&gt;Agreed&lt;/b&gt;" in text_of(page)

    def test_it_is_withdrawn_with_a_reason(self, review, office, sign_in):
        evidence = EvidenceFactory(gate=GateFactory(programme=review.programme), review=review)
        address = page_of("evidence_withdraw", review, evidence_id=evidence.pk)

        assert list(sign_in(office).post(address, {"reason": ""}).context["form"].errors) == ["reason"]
        assert sign_in(office).post(address, {"reason": "A mistake."}).status_code == 302
        evidence.refresh_from_db()
        assert (evidence.withdrawn_by, evidence.withdrawn_reason) == (office, "A mistake.")

    def test_not_of_another_review(self, review, office, sign_in):
        other = EvidenceFactory(gate=GateFactory(programme=review.programme))

        assert sign_in(office).get(page_of("evidence_withdraw", review, evidence_id=other.pk)).status_code == 404


class TestMoving:
    @pytest.mark.parametrize("number", [1, 3])
    def test_the_form_asks_the_same_of_the_database_however_many_gates(
        self, number, review, office, sign_in, django_assert_num_queries
    ):
        for _ in range(number):
            GateFactory(programme=review.programme, by_each_council=True)
            ParticipationFactory(review=review)
        client = sign_in(office)

        with django_assert_num_queries(MOVE_QUERIES):
            client.get(page_of("review_move", review))

    def test_what_stands_in_the_way_is_said_before_one_tries(self, review, office, sign_in):
        GateFactory(programme=review.programme, name="Cabinet approval")

        page = text_of(sign_in(office).get(page_of("review_move", review)))

        assert "Before Business case: <strong>Cabinet approval</strong>. No decision is recorded." in page
        assert "Asks for what is not there yet: Cabinet approval." in page

    def test_who_tries_is_told_at_the_stage_and_loses_nothing(self, review, office, sign_in):
        GateFactory(programme=review.programme, name="Cabinet approval")
        values = {
            "to_stage": "business_case",
            "to_state": "active",
            "effective": timezone.localdate().isoformat(),
            "reason": "All agreed.",
        }

        page = sign_in(office).post(page_of("review_move", review), values)

        assert page.context["form"].errors["to_stage"] == [
            "Business case asks for what is not there yet. Cabinet approval: No decision is recorded."
        ]
        assert page.context["form"]["reason"].value() == "All agreed."

    @pytest.mark.parametrize(
        ("act", "state", "before"),
        [
            ("hold", State.ON_HOLD, {}),
            ("withdraw", State.WITHDRAWN, {}),
            ("resume", State.ACTIVE, {"state": State.ON_HOLD, "state_reason": "Waits."}),
            ("complete", State.COMPLETE, {"stage": Stage.BUSINESS_AS_USUAL}),
        ],
    )
    def test_each_act_is_a_page_of_its_own_with_a_reason(self, programme, office, sign_in, act, state, before):
        review = ReviewFactory(programme=programme, **before)
        address = page_of("review_state", review, act=act)

        refused = sign_in(office).post(address, {"effective": "1 March 2023", "reason": " "})
        assert list(refused.context["form"].errors) == ["reason"]
        assert sign_in(office).post(address, {"effective": "1 March 2023", "reason": "Agreed."}).status_code == 302
        move = ReviewMove.objects.get()
        assert (move.to_state, move.to_stage, move.reason) == (state, review.stage, "Agreed.")

    def test_an_act_that_is_not_possible_says_so(self, review, office, sign_in):
        address = page_of("review_state", review, act="complete")

        assert "cannot be done where the review stands now" in text_of(sign_in(office).get(address))
        page = sign_in(office).post(address, {"effective": "1 March 2023", "reason": "Agreed."})
        assert "Only a review at Business as usual can be complete." in text_of(page)
        assert sign_in(office).get(page_of("review_state", review, act="explode")).status_code == 404


class TestTimes:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many_reviews(
        self, number, programme, office, sign_in, django_assert_num_queries
    ):
        for _ in range(number):
            MoveFactory(review=ReviewFactory(programme=programme))
        client = sign_in(office)

        with django_assert_num_queries(TIMES_QUERIES):
            client.get(programme_page("stage_times", programme))

    def test_the_longest_at_its_stage_stands_first_and_the_file_says_the_same(self, programme, office, sign_in):
        for name, month in (("Short", 6), ("Long", 1)):
            MoveFactory(
                review=ReviewFactory(programme=programme, name=name, joined_on=programme.starts_on),
                effective=PartialDate.month(programme.starts_on.year + 1, month),
            )
        client, address = sign_in(office), programme_page("stage_times", programme)

        page = client.get(address)
        assert [row.record.name for row in page.context["table"].rows] == ["Long", "Short"]
        lines = client.get(f"{address}?_export=csv").getvalue().decode().splitlines()
        assert lines[0].split(",")[:5] == ["\ufeffService review", "Stage now", "There for", "Since", "State"]
        assert lines[1].startswith("Long,Scoping,about ")
        by_stage = client.get(f"{address}?sort=-days_not_started").context["table"]
        assert [row.record.name for row in by_stage.rows] == ["Short", "Long"]

    def test_filters_narrow_it(self, programme, office, sign_in):
        ReviewFactory(programme=programme, name="Parking")
        ReviewFactory(programme=programme, name="Gone", left=True)
        client, address = sign_in(office), programme_page("stage_times", programme)

        assert [row.record.name for row in client.get(f"{address}?state=live").context["table"].rows] == ["Parking"]
        assert [row.record.name for row in client.get(f"{address}?q=gon").context["table"].rows] == ["Gone"]
        assert "Nothing matches these filters" in text_of(client.get(f"{address}?q=zzz"))
