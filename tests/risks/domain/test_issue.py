"""The issue log: adding, changing, resolving, opening again, and what a risk becomes."""

from datetime import timedelta

import pytest

from programme.domain.editing import mark_of
from programme.enums import Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from risks.domain.issue import add_issue, change_issue, reopen_issue, resolve_issue, turn_into_issue
from risks.domain.risk import suggested_issue_number
from risks.models import Issue, Risk
from tests.factories.programme import user_with_role
from tests.factories.risks import EntryFactory, IssueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(register):
    return IssueFactory(register=register, number="I1", title="The phones are down", code="phones")


def values(register, **more):
    return {"title": "The roof fell in", "raised_on": register.programme.today, **more}


def add(register, actor, at, *, number="I2", risk=None, **more):
    return add_issue(register=register, number=number, risk=risk, values=values(register, **more), actor=actor, at=at)


def turn(risk, register, actor, at, *, number="I2", seen=None, **more):
    return turn_into_issue(
        risk=risk, number=number, values=values(register, **more), seen=seen or mark_of(risk), actor=actor, at=at
    )


def resolve(issue, actor, at, *, on=None, resolution="Mended.", seen=None):
    return resolve_issue(
        issue=issue,
        resolved_on=on or issue.programme.today,
        resolution=resolution,
        seen=seen or mark_of(issue),
        actor=actor,
        at=at,
    )


class TestAdd:
    def test_after_the_others(self, register, issue, office, at):
        made = add(register, office, at, impact=" Rain ")

        assert (made.code, made.position, made.impact, made.status) == ("joint-i2", 2, "Rain", "open")

    def test_numbers(self, register, issue, office, at):
        assert suggested_issue_number(register, user=office) == "I2"
        with pytest.raises(DomainError, match="Number I1 is taken by “The phones are down”"):
            add(register, office, at, number="I1")

    def test_of_a_risk_of_the_same_register(self, register, risk, council_register, office, at):
        assert add(register, office, at, risk=risk).risk == risk
        with pytest.raises(DomainError, match="Choose a risk of Vale register"):
            add(council_register, office, at, risk=risk)

    def test_not_of_a_risk_that_is_hidden(self, register, office, at):
        hidden = EntryFactory(register=register, risk__is_confidential=True).risk

        with pytest.raises(DomainError, match="Choose a risk of Joint register"):
            add(register, office, at, risk=hidden)

    def test_not_raised_tomorrow(self, register, office, at):
        with pytest.raises(DomainError, match="Enter today or a day that has passed"):
            add(register, office, at, raised_on=register.programme.today + timedelta(days=1))

    def test_who_only_reads_does_not(self, register, board, at):
        with pytest.raises(NotAllowed):
            add(register, board, at)


class TestFromRisk:
    def test_the_risk_is_not_open_from_then_on(self, risk, register, office, at):
        made = turn(risk, register, office, at)

        risk = Risk.objects.get()
        assert (made.risk, made.register) == (risk, register)
        assert (risk.status, risk.closed_on) == ("issue", register.programme.today)
        assert risk.closed_reason == "It happened: issue I2."

    def test_once(self, risk, register, office, at):
        turn(risk, register, office, at)

        with pytest.raises(DomainError, match="This risk is not open: became an issue already"):
            turn(Risk.objects.get(), register, office, at, number="I3")

    def test_all_or_nothing(self, risk, register, issue, office, at):
        with pytest.raises(DomainError, match="is taken by “The phones are down”"):
            turn(risk, register, office, at, number="I1")
        assert (Risk.objects.get().status, Issue.objects.count()) == ("open", 1)

    def test_not_before_the_risk_was_opened(self, risk, register, office, at):
        with pytest.raises(DomainError, match="on, when it was opened"):
            turn(risk, register, office, at, raised_on=risk.opened_on - timedelta(days=1))

    def test_on_top_of_another_is_refused(self, risk, register, office, at):
        seen = mark_of(risk)
        risk.category = "Buildings"
        risk.save()

        with pytest.raises(ChangedByAnother):
            turn(risk, register, office, at, seen=seen)


class TestChange:
    def test_keeps_its_own_number(self, issue, office, at):
        changed = change_issue(
            issue=issue,
            number="I1",
            risk=None,
            values={"impact": "Half a day"},
            seen=mark_of(issue),
            actor=office,
            at=at,
        )

        assert (changed.number, changed.impact, changed.title) == ("I1", "Half a day", "The phones are down")

    def test_its_owner_may_while_working_on_risks(self, issue, owner, programme, at):
        for person in (owner, user_with_role(Role.AUDITOR, programme)):
            issue.owner = person
            issue.save()
        with pytest.raises(NotAllowed):
            resolve(issue, issue.owner, at)
        issue.owner = owner
        issue.save()
        assert resolve(issue, owner, at).status == "resolved"


class TestResolve:
    def test_needs_what_was_done(self, issue, office, at):
        with pytest.raises(DomainError, match="Say what was done about it"):
            resolve(issue, office, at, resolution=" ")

    @pytest.mark.parametrize("days", [1, -10_000])
    def test_not_tomorrow_and_not_before_it_was_raised(self, issue, office, at, days):
        with pytest.raises(DomainError, match=r"Enter today or a day that has passed|on, when it was raised"):
            resolve(issue, office, at, on=issue.programme.today + timedelta(days=days))

    def test_once(self, issue, office, at):
        resolved = resolve(issue, office, at)

        with pytest.raises(DomainError, match="This issue is resolved already"):
            resolve(resolved, office, at)

    def test_opened_again_it_keeps_what_was_done(self, issue, office, at):
        resolved = resolve(issue, office, at)
        day = f"{issue.programme.today:%-d %B %Y}"

        opened = reopen_issue(issue=resolved, reason="Again", seen=mark_of(resolved), actor=office, at=at)

        assert (opened.status, opened.resolved_on) == ("open", None)
        assert opened.resolution == f"Open again on {day}: Again\n\nResolved on {day}: Mended."
        with pytest.raises(DomainError, match="This issue is open already"):
            reopen_issue(issue=opened, reason="Again", seen=mark_of(opened), actor=office, at=at)
