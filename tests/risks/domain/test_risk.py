"""Risks: adding, changing, closing, opening again."""

from datetime import timedelta

import pytest

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.risk import add_risk, change_risk, close_risk, reopen_risk, suggested_number
from risks.enums import RiskStatus
from risks.models import Risk
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.risks import EntryFactory

pytestmark = pytest.mark.django_db

VALUES = {"title": "The quay floods", "kind": "risk"}


def add(register, actor, at, *, number="8", **values):
    return add_risk(register=register, number=number, values=VALUES | values, actor=actor, at=at)


def change(risk, actor, at, *, seen=None, **values):
    return change_risk(risk=risk, values=values, seen=seen or mark_of(risk), actor=actor, at=at)


def close(risk, actor, at, *, on=None, reason="Done with.", seen=None):
    day = on or risk.programme.today
    return close_risk(risk=risk, closed_on=day, closed_reason=reason, seen=seen or mark_of(risk), actor=actor, at=at)


class TestAdd:
    def test_stands_in_its_home_after_the_others(self, register, entry, office, at):
        risk = add(register, office, at, number=" R 8 ", cause=" Rain ")

        home = risk.entries.get()
        assert (home.register, home.number, home.is_home, home.position) == (register, "R 8", True, entry.position + 1)
        assert (risk.code, risk.cause, risk.status) == ("joint-r-8", "Rain", RiskStatus.OPEN)

    def test_the_number_is_suggested_after_the_highest(self, register, entry, office):
        assert suggested_number(register, user=office) == "8"

    def test_how_a_hidden_number_is_written_is_not_told(self, register, entry, office):
        for number in ("8", "SECRET-1", "SECRET-2"):
            EntryFactory(register=register, number=number, risk__is_confidential=True)

        assert suggested_number(register, user=office) == "9"

    def test_a_gap_does_no_harm(self, register, entry, office, at):
        assert add(register, office, at, number="40").entries.get().number == "40"

    def test_a_number_is_given_once_and_who_has_it_is_said(self, register, entry, office, at):
        with pytest.raises(DomainError, match="Number 7 is taken by “The roof falls in”") as refused:
            add(register, office, at, number="7")
        assert refused.value.field == "number"

    def test_a_number_of_a_risk_that_is_not_to_be_seen_says_no_more_than_that(self, register, office, at):
        EntryFactory(register=register, number="9", risk__title="A secret", risk__is_confidential=True)

        with pytest.raises(DomainError, match="Choose another; gaps do no harm") as refused:
            add(register, office, at, number="9")
        assert refused.value.message == "Number 9 is taken. Choose another; gaps do no harm."

    def test_a_number_there_is(self, register, office, at):
        with pytest.raises(DomainError, match="Enter the number"):
            add(register, office, at, number="  ")

    def test_a_risk_owner_adds_to_a_register_that_they_see(self, register, owner, at):
        assert add(register, owner, at).title == "The quay floods"

    @pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.SPONSOR, Role.CLERK, Role.AUDITOR, Role.COUNCILLOR])
    def test_others_do_not(self, programme, register, role, at):
        with pytest.raises(NotAllowed):
            add(register, user_with_role(role, programme), at)

    def test_nothing_is_added_to_a_register_that_has_ended(self, register, office, at):
        register.ended_on = register.programme.today - timedelta(days=1)
        register.save()

        with pytest.raises(DomainError, match="Joint register was kept until"):
            add(register, office, at)

    def test_the_owner_sees_the_register(self, programme, council_register, lead, office, at):
        clerk = user_with_role(Role.CLERK, programme, MembershipFactory(programme=programme).council, name="Cleo Clerk")

        assert add(council_register, office, at, owner=lead).owner == lead
        with pytest.raises(DomainError, match="Cleo Clerk does not see Vale register"):
            add(council_register, office, at, number="9", owner=clerk)

    def test_the_owner_may_work_on_risks(self, programme, register, office, at):
        with pytest.raises(DomainError, match="does not see Joint register, or may not work on risks"):
            add(register, office, at, owner=user_with_role(Role.AUDITOR, programme))

    def test_one_owner(self, register, office, owner, at):
        with pytest.raises(DomainError, match="Choose a person or enter a post, not both") as refused:
            add(register, office, at, owner=owner, owner_post="Head of Finance")
        assert refused.value.field == "owner_post"

    def test_not_opened_tomorrow(self, register, office, at):
        with pytest.raises(DomainError, match="Enter today or a day that has passed"):
            add(register, office, at, opened_on=register.programme.today + timedelta(days=1))


class TestChange:
    def test_keeps_what_is_not_given(self, risk, office, at):
        changed = change(risk, office, at, category="People")

        assert (changed.title, changed.category) == ("The roof falls in", "People")

    def test_the_owner_may(self, risk, owner, at):
        with pytest.raises(NotAllowed):
            change(risk, owner, at, category="People")
        risk.owner = owner
        risk.save()
        assert change(risk, owner, at, category="People").category == "People"

    def test_on_top_of_another_is_refused(self, risk, office, at):
        seen = mark_of(risk)
        change(risk, office, at, category="People")

        with pytest.raises(ChangedByAnother):
            change(risk, office, at, seen=seen, category="Money")
        assert Risk.objects.get().category == "People"

    def test_an_owner_who_left_stays_until_another_is_chosen(self, risk, office, programme, at):
        former = user_with_role(Role.COUNCILLOR, programme)
        risk.owner = former
        risk.save()

        assert change(risk, office, at, owner=former).owner == former

    def test_opened_before_it_was_closed(self, risk, office, at):
        closed = close(risk, office, at, on=risk.programme.today - timedelta(days=3))

        with pytest.raises(DomainError, match="when the risk was closed"):
            change(closed, office, at, opened_on=risk.programme.today)


class TestClose:
    def test_with_day_and_reason(self, risk, office, at):
        closed = close(risk, office, at)

        assert (closed.status, closed.closed_on, closed.closed_reason) == ("closed", risk.programme.today, "Done with.")

    def test_needs_a_reason(self, risk, office, at):
        with pytest.raises(DomainError, match="Say why it is closed") as refused:
            close(risk, office, at, reason=" ")
        assert refused.value.field == "closed_reason"

    @pytest.mark.parametrize("days", [1, -10_000])
    def test_not_tomorrow_and_not_before_it_was_opened(self, risk, office, at, days):
        with pytest.raises(DomainError, match=r"Enter today or a day that has passed|on, when it was opened"):
            close(risk, office, at, on=risk.programme.today + timedelta(days=days))

    def test_once(self, risk, office, at):
        closed = close(risk, office, at)

        with pytest.raises(DomainError, match="This risk is not open: closed already"):
            close(closed, office, at)

    def test_not_by_who_only_reads(self, risk, board, at):
        with pytest.raises(NotAllowed):
            close(risk, board, at)


class TestReopen:
    def test_the_status_note_tells_why(self, risk, office, at):
        risk.status_note = "Quiet."
        risk.save()
        closed = close(risk, office, at, on=risk.programme.today)
        day = f"{risk.programme.today:%-d %B %Y}"

        opened = reopen_risk(risk=closed, reason="It rains in.", seen=mark_of(closed), actor=office, at=at)

        assert (opened.status, opened.closed_on, opened.closed_reason) == ("open", None, "")
        assert opened.status_note == f"Open again on {day}: It rains in.\n\nClosed on {day}: Done with.\n\nQuiet."

    def test_needs_a_reason(self, risk, office, at):
        closed = close(risk, office, at)

        with pytest.raises(DomainError, match="Say why it is open again"):
            reopen_risk(risk=closed, reason="", seen=mark_of(closed), actor=office, at=at)

    def test_only_what_is_not_open(self, risk, office, at):
        with pytest.raises(DomainError, match="This risk is open already"):
            reopen_risk(risk=risk, reason="Why not", seen=mark_of(risk), actor=office, at=at)
