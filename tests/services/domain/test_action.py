"""What can be done to actions, areas and references, by whom, and what is refused with which sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from services.domain.action import (
    add_area,
    add_reference,
    change_action,
    change_area,
    change_reference,
    create_action,
    mark_of_action,
    report_on_action,
)
from services.enums import ActionStatus
from services.models import Action, ActionReference
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, carry_out, refer
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.services import ReviewFactory, lead_of

pytestmark = pytest.mark.django_db

PLAIN: dict[str, Any] = {
    "title": "Survey the depots",
    "commentary": "",
    "review": None,
    "area": None,
    "session": None,
    "owner": None,
    "owner_post": "",
    "due": None,
    "status": ActionStatus.NOT_STARTED,
    "status_reason": "",
    "completed": None,
    "is_recommendation": False,
}


@pytest.fixture
def create(programme, office, at):
    def creating(*, actor=office, references=(), carries_out=(), position=None, **values):
        return create_action(
            programme=programme,
            values=PLAIN | values,
            references=references,
            carries_out=carries_out,
            position=position,
            actor=actor,
            at=at,
        )

    return creating


@pytest.fixture
def change(office, at):
    def changing(action, *, actor=office, references=(), carries_out=(), seen=None, **values):
        now = {name: getattr(action, name) for name in PLAIN}
        return change_action(
            action=action,
            values=now | values,
            references=references,
            carries_out=carries_out,
            seen=seen or mark_of_action(action),
            actor=actor,
            at=at,
        )

    return changing


@pytest.fixture
def report(office, at):
    def reporting(action, *, actor=office, seen=None, **values):
        said = {"status": action.status, "completed": None, "status_reason": "", "commentary": action.commentary}
        return report_on_action(action=action, seen=seen or mark_of(action), actor=actor, at=at, **(said | values))

    return reporting


class TestCreating:
    def test_it_gets_a_code_and_the_place_after_the_others_of_its_area(self, programme, create):
        area = AreaFactory(programme=programme)
        ActionFactory(programme=programme, area=area, position=4)
        ActionFactory(programme=programme, position=9)

        action = create(area=area)

        assert (action.code, action.position) == ("survey-the-depots", 5)
        assert create(area=area, position=2).position == 2

    def test_references_and_recommendations_are_kept_as_rows(self, programme, create):
        references = [PlanReferenceFactory(programme=programme, code=code) for code in ("C4", "C5")]
        recommendation = ActionFactory(programme=programme, recommended=True)

        action = create(references=references, carries_out=[recommendation])

        assert [link.reference.code for link in action.references.all()] == ["C4", "C5"]
        assert [link.recommendation for link in action.carries_out.all()] == [recommendation]

    def test_a_lead_officer_adds_actions_of_own_reviews_alone(self, programme, review, lead, create):
        assert create(actor=lead, review=review).review == review
        with pytest.raises(NotAllowed):
            create(actor=lead)
        with pytest.raises(NotAllowed):
            create(actor=lead, review=ReviewFactory(programme=programme))

    @pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.SPONSOR])
    def test_other_roles_add_none(self, programme, create, role):
        with pytest.raises(NotAllowed):
            create(actor=user_with_role(role, programme))

    def test_a_lead_officer_of_no_review_adds_none(self, programme, create):
        council = MembershipFactory(programme=programme).council
        with pytest.raises(NotAllowed):
            create(actor=user_with_role(Role.LEAD_OFFICER, programme, council))


class TestStatus:
    @pytest.mark.parametrize(
        "completed",
        [None, PartialDate.to_be_confirmed("soon"), PartialDate.day(timezone.localdate() + timedelta(days=2))],
    )
    def test_what_is_complete_says_when(self, create, completed):
        with pytest.raises(DomainError, match="Enter when it was completed: a day, month, quarter or year") as caught:
            create(status=ActionStatus.COMPLETE, completed=completed)
        assert caught.value.field == "completed"
        assert caught.value.message == "Enter when it was completed: a day, month, quarter or year that has begun."

    def test_only_what_is_complete_says_when(self, create):
        with pytest.raises(DomainError, match="Only what is complete has this date") as caught:
            create(status=ActionStatus.IN_PROGRESS, completed=PartialDate.year(2023))
        assert caught.value.field == "completed"

    def test_what_is_no_longer_needed_says_why(self, create):
        with pytest.raises(DomainError, match="Say why it is no longer needed") as caught:
            create(status=ActionStatus.NOT_NEEDED, status_reason=" ")
        assert caught.value.field == "status_reason"

    def test_it_is_completed_and_reopened(self, programme, report):
        action = ActionFactory(programme=programme)
        done = report(action, status=ActionStatus.COMPLETE, completed=PartialDate.month(2024, 3), commentary="Done. ")
        assert (done.status, done.completed, done.commentary) == ("complete", PartialDate.month(2024, 3), "Done.")
        assert report(done, status=ActionStatus.IN_PROGRESS).completed is None


class TestReporting:
    def test_the_owner_reports_and_changes_nothing_else(self, programme, review, report, change):
        sponsor = user_with_role(Role.SPONSOR, programme)
        action = ActionFactory(programme=programme, review=review, owner=sponsor)

        assert report(action, actor=sponsor, commentary="Half done.").commentary == "Half done."
        with pytest.raises(NotAllowed):
            change(Action.objects.get(), actor=sponsor, title="Something else")

    def test_who_neither_owns_nor_leads_does_not_report(self, programme, review, report):
        action = ActionFactory(programme=programme, review=review)
        with pytest.raises(NotAllowed):
            report(action, actor=user_with_role(Role.SPONSOR, programme))

    def test_an_owner_without_a_role_any_more_does_not_report(self, programme, report):
        owner = user_with_role(Role.SPONSOR, programme)
        action = ActionFactory(programme=programme, owner=owner)
        owner.grants.update(ended_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(NotAllowed):
            report(action, actor=type(owner).objects.get(pk=owner.pk))

    def test_two_people_do_not_overwrite_each_other(self, programme, report):
        action = ActionFactory(programme=programme)
        seen = mark_of(action)
        report(action, commentary="First.")
        with pytest.raises(ChangedByAnother):
            report(action, commentary="Second.", seen=seen)
        assert Action.objects.get().commentary == "First."


class TestOwners:
    def test_one_person_or_one_post(self, programme, office, create):
        with pytest.raises(DomainError, match="Choose a person or enter a post, not both") as caught:
            create(owner=office, owner_post="Head of Finance")
        assert caught.value.field == "owner_post"
        assert create(owner_post="Head of Finance").owner_in_words == "Head of Finance"

    def test_a_person_who_works_in_the_programme(self, programme, create):
        council = MembershipFactory(programme=programme).council
        for stranger in (user_with_role(Role.SPONSOR), user_with_role(Role.COUNCILLOR, programme, council)):
            with pytest.raises(DomainError, match="has no working role in this") as caught:
                create(owner=stranger)
            assert caught.value.message == f"{stranger} has no working role in this programme."

    def test_a_person_who_sees_the_review(self, programme, review, create):
        elsewhere = lead_of(ReviewFactory(programme=programme))
        with pytest.raises(DomainError, match="does not see Parking, so could not report on its action") as caught:
            create(owner=elsewhere, review=review)
        assert caught.value.field == "owner"

    def test_who_owned_it_before_stays_although_the_role_has_ended(self, programme, change):
        owner = user_with_role(Role.SPONSOR, programme)
        action = ActionFactory(programme=programme, owner=owner)
        owner.grants.update(ended_on=timezone.localdate() - timedelta(days=1))
        assert change(action, title="New words").owner == owner


class TestChanging:
    def test_links_are_taken_out_with_the_moment_and_come_back_as_new_rows(self, programme, change, at):
        action = refer(ActionFactory(programme=programme), "C4", "C5")
        c4, c5 = (link.reference for link in action.references.order_by("pk"))

        change(action, references=[c5])
        assert list(ActionReference.objects.order_by("pk").values_list("reference", "removed_at")) == [
            (c4.pk, at),
            (c5.pk, None),
        ]
        change(Action.objects.get(), references=[c4, c5])
        assert ActionReference.objects.filter(removed_at=None).count() == 2
        assert ActionReference.objects.count() == 3

    def test_a_reference_added_meanwhile_is_not_overwritten(self, programme, change):
        action = ActionFactory(programme=programme)
        seen = mark_of_action(action)
        refer(action, "C4")
        with pytest.raises(ChangedByAnother):
            change(action, seen=seen)

    def test_in_another_area_it_stands_last(self, programme, change):
        area = AreaFactory(programme=programme)
        ActionFactory(programme=programme, area=area, position=7)
        action = ActionFactory(programme=programme, position=1)
        assert change(action, area=area).position == 8
        assert change(Action.objects.get(pk=action.pk), title="Again").position == 8

    def test_a_session_is_of_the_same_review(self, programme, review, change):
        session = SessionFactory(review=review)
        action = ActionFactory(programme=programme, review=review)
        assert change(action, session=session).session == session
        with pytest.raises(DomainError, match="Choose that review, or another session"):
            change(Action.objects.get(), session=session, review=None)

    def test_it_carries_out_other_recommendations_only(self, programme, change):
        action = ActionFactory(programme=programme, recommended=True)
        for wrong in (action, ActionFactory(programme=programme), ActionFactory(recommended=True)):
            with pytest.raises(DomainError, match="An action carries out other recommendations only"):
                change(action, carries_out=[wrong])

    def test_a_recommendation_that_is_carried_out_stays_one(self, programme, change):
        recommendation = ActionFactory(programme=programme, recommended=True)
        link = carry_out(ActionFactory(programme=programme), recommendation)
        with pytest.raises(DomainError, match="It stays a recommendation while an action carries it out") as caught:
            change(recommendation, is_recommendation=False)
        assert caught.value.message == "It stays a recommendation while an action carries it out."
        link.removed_at = timezone.now()
        link.save()
        assert change(recommendation, is_recommendation=False).is_recommendation is False

    def test_a_lead_officer_puts_no_action_to_the_review_of_another(self, programme, review, lead, change):
        action = ActionFactory(programme=programme, review=review)
        with pytest.raises(NotAllowed):
            change(action, actor=lead, review=ReviewFactory(programme=programme))


class TestAreas:
    def test_an_area_stands_after_the_others(self, programme, office, at):
        given = {"programme": programme, "ambition": "", "position": None, "actor": office, "at": at}
        first, second = (add_area(name=name, **given) for name in ("Customer engagement", "Governance"))
        assert [(area.code, area.position) for area in (first, second)] == [
            ("customer-engagement", 1),
            ("governance", 2),
        ]
        with pytest.raises(DomainError, match="There is an area called GOVERNANCE already"):
            add_area(name="GOVERNANCE ", **given)

    def test_an_area_ends_and_moves(self, programme, office, at):
        area = AreaFactory(programme=programme, name="Governance", position=1)
        ended = change_area(
            area=area,
            name="Governance",
            ambition="Plain.",
            position=3,
            ended_on=timezone.localdate(),
            seen=mark_of(area),
            actor=office,
            at=at,
        )
        assert (ended.position, ended.ended_on, ended.ambition) == (3, timezone.localdate(), "Plain.")

    def test_references_are_told_apart_whatever_their_case(self, programme, office, at):
        given = {"programme": programme, "plan": "Plan", "name": "", "actor": office, "at": at}
        add_reference(code="MT15", **given)
        for code in ("mt15", "new"):
            with pytest.raises(DomainError, match=r"A reference cannot be called new|There is a reference mt"):
                add_reference(code=code, **given)

    def test_a_reference_is_changed(self, programme, office, at):
        reference = PlanReferenceFactory(programme=programme, code="MT15")
        changed = change_reference(
            reference=reference, code="MT16", plan="Plan", name="", seen=mark_of(reference), actor=office, at=at
        )
        assert changed.code == "MT16"

    @pytest.mark.parametrize("role", [Role.SPONSOR, Role.BOARD_MEMBER, Role.AUDITOR])
    def test_the_office_alone_keeps_them(self, programme, at, role):
        actor = user_with_role(role, programme)
        with pytest.raises(NotAllowed):
            add_area(programme=programme, name="Area", ambition="", position=None, actor=actor, at=at)
        with pytest.raises(NotAllowed):
            add_reference(programme=programme, code="C1", plan="Plan", name="", actor=actor, at=at)
