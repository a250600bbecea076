"""Showing a risk in another register than its home."""

from datetime import timedelta

import pytest

from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.sharing import change_entry, mark_of_entry, share_risk
from risks.models import RegisterEntry, Risk
from risks.queries.sharing import registers_to_share_with
from tests.factories.programme import MembershipFactory, user_with_role
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of

pytestmark = pytest.mark.django_db


def share(risk, register, actor, at, *, number="V-1", starts_on=None, ended_on=None):
    return share_risk(
        risk=risk, register=register, number=number, starts_on=starts_on, ended_on=ended_on, actor=actor, at=at
    )


def end(entry, actor, at, *, on, seen=None):
    return change_entry(
        entry=entry,
        number=entry.number,
        starts_on=entry.starts_on,
        ended_on=on,
        seen=seen or mark_of_entry(entry),
        actor=actor,
        at=at,
    )


@pytest.fixture
def finance(programme, council):
    """Somebody of the council who sees its register and keeps none."""
    return user_with_role(Role.FINANCE_OFFICER, programme, council)


class TestShare:
    def test_stands_there_by_a_number_of_its_own(self, risk, council_register, office, at):
        entry = share(risk, council_register, office, at)

        assert (entry.number, entry.is_home, entry.current) == ("V-1", False, None)

    def test_a_councils_people_see_it_from_the_first_day_to_the_last(self, programme, council_register, office, at):
        """A risk of another council's register: they see it by their own entry alone."""
        other = RegisterFactory(programme=programme, council=MembershipFactory(programme=programme).council)
        risk = EntryFactory(register=other).risk
        person = user_with_role(Role.FINANCE_OFFICER, programme, council_register.council)
        today = programme.today

        def sees():
            return Risk.objects.visible_to(person).filter(pk=risk.pk).exists()

        assert not sees()
        entry = share(risk, council_register, office, at, starts_on=today)
        assert sees()
        assert list(RegisterEntry.objects.visible_to(person).filter(risk=risk)) == [entry]
        end(entry, office, at, on=today + timedelta(days=5))
        assert sees()
        entry.refresh_from_db()
        entry.starts_on = today - timedelta(days=9)
        entry.save()
        end(entry, office, at, on=today - timedelta(days=1))
        assert not sees()

    def test_once(self, risk, register, council_register, office, at):
        share(risk, council_register, office, at)

        for there in (council_register, register):
            with pytest.raises(DomainError, match="It stands in"):
                share(risk, there, office, at, number="V-2")

    def test_again_after_it_ended_goes_on_with_its_scores(self, risk, council_register, office, lead, at):
        today = risk.programme.today
        entry = share(risk, council_register, office, at, starts_on=today - timedelta(days=9))
        scored = AssessmentFactory(entry=entry, cell=cell_of(council_register.matrices.get(), 1, 1))
        end(entry, office, at, on=today - timedelta(days=1))

        again = share(risk, council_register, office, at, starts_on=today)

        assert (again.pk, again.current, again.ended_on) == (entry.pk, scored, None)

    def test_numbers_of_that_register(self, risk, council_register, office, at):
        EntryFactory(register=council_register, number="V-1", risk__title="Floods")

        with pytest.raises(DomainError, match="by “Floods”"):
            share(risk, council_register, office, at)

    def test_who_keeps_that_register_takes_it_in(self, risk, council_register, lead, at):
        assert share(risk, council_register, lead, at).register == council_register

    def test_who_keeps_neither_does_not(self, risk, council_register, finance, owner, at):
        for person in (finance, owner):
            with pytest.raises(NotAllowed):
                share(risk, council_register, person, at)

    def test_not_with_a_register_that_one_does_not_see(self, programme, risk, lead, at):
        other = RegisterFactory(programme=programme, council=MembershipFactory(programme=programme).council)

        with pytest.raises(DomainError, match="Choose a register of this programme that you see"):
            share(risk, other, lead, at)

    def test_not_with_another_programme(self, risk, office, at):
        with pytest.raises(DomainError, match="Choose a register of this programme that you see"):
            share(risk, RegisterFactory(), office, at)

    def test_days_in_order(self, risk, council_register, office, at):
        today = risk.programme.today

        with pytest.raises(DomainError, match="Enter a last day on or after the first"):
            share(risk, council_register, office, at, starts_on=today, ended_on=today - timedelta(days=1))

    def test_the_choices(self, risk, register, council_register, office, lead, owner):
        assert list(registers_to_share_with(risk=risk, user=office)) == [council_register]
        assert list(registers_to_share_with(risk=risk, user=lead)) == [council_register]
        assert list(registers_to_share_with(risk=risk, user=owner)) == []


class TestChangeEntry:
    def test_a_number(self, entry, office, at):
        changed = change_entry(
            entry=entry, number="70", starts_on=None, ended_on=None, seen=mark_of_entry(entry), actor=office, at=at
        )

        assert changed.number == "70"

    def test_a_score_between_is_no_conflict(self, entry, matrix, office, at):
        seen = mark_of_entry(entry)
        AssessmentFactory(entry=entry, cell=cell_of(matrix, 1, 1))

        changed = change_entry(entry=entry, number="70", starts_on=None, ended_on=None, seen=seen, actor=office, at=at)

        assert changed.number == "70"

    def test_on_top_of_another_is_refused(self, risk, council_register, office, at):
        entry = share(risk, council_register, office, at)
        seen = mark_of_entry(entry)
        end(entry, office, at, on=risk.programme.today)

        with pytest.raises(ChangedByAnother):
            end(entry, office, at, on=None, seen=seen)

    def test_the_home_does_not_end(self, entry, office, at):
        with pytest.raises(DomainError, match="Its home keeps the risk: close the risk instead"):
            end(entry, office, at, on=entry.risk.programme.today)

    def test_who_keeps_that_register_ends_a_share(self, risk, entry, council_register, office, lead, at):
        share_there = share(risk, council_register, office, at)

        assert end(share_there, lead, at, on=risk.programme.today).ended_on == risk.programme.today
        with pytest.raises(NotAllowed):
            end(entry, lead, at, on=None)
