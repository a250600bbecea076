"""Mitigations: adding, changing, reporting, taking off."""

from datetime import timedelta

import pytest

from programme.domain.editing import mark_of
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.values.partial_date import PartialDate
from risks.domain.mitigation import add_mitigation, change_mitigation, remove_mitigation, report_on_mitigation
from tests.factories.programme import UserFactory
from tests.factories.risks import MitigationFactory

pytestmark = pytest.mark.django_db


def add(risk, actor, at, **values):
    return add_mitigation(risk=risk, values={"name": "Mend the roof", **values}, actor=actor, at=at)


def report(mitigation, actor, at, *, status="under_way", done_on=None, progress="", seen=None):
    return report_on_mitigation(
        mitigation=mitigation,
        status=status,
        done_on=done_on,
        progress=progress,
        seen=seen or mark_of(mitigation),
        actor=actor,
        at=at,
    )


def test_stands_after_the_others_with_what_is_expected_of_it(risk, office, owner, at):
    MitigationFactory(risk=risk, position=4)

    made = add(risk, office, at, owner=owner, due=PartialDate.month(2030, 5), effect_expected=" Impact down ")

    assert (made.code, made.position, made.owner, str(made.due)) == ("mend-the-roof", 5, owner, "May 2030")
    assert made.effect_expected == "Impact down"


def test_two_of_a_name_have_codes_of_their_own(risk, office, at):
    codes = [add(risk, office, at, effect_expected=effect).code for effect in ("Impact down", "Likelihood down")]

    assert codes == ["mend-the-roof", "mend-the-roof-2"]


def test_what_is_sent_twice_stands_once(risk, office, at):
    made = add(risk, office, at, effect_expected="Impact down")
    with pytest.raises(DomainError, match="The risk has this mitigation already, word for word") as refused:
        add(risk, office, at, effect_expected="Impact down")

    assert refused.value.field == "name"
    remove_mitigation(mitigation=made, seen=mark_of(made), actor=office, at=at)
    assert add(risk, office, at, effect_expected="Impact down").pk != made.pk


def test_the_owner_of_the_risk_adds_and_others_do_not(risk, owner, board, at):
    for person in (owner, board):
        with pytest.raises(NotAllowed):
            add(risk, person, at)
    risk.owner = owner
    risk.save()
    assert add(risk, owner, at).risk == risk


def test_its_owner_sees_the_register(risk, office, at):
    with pytest.raises(DomainError, match="does not see Joint register, or may not work on risks"):
        add(risk, office, at, owner=UserFactory())


@pytest.mark.parametrize(
    ("status", "days", "field"),
    [("done", None, "done_on"), ("done", 1, "done_on"), ("planned", 0, "done_on"), ("in_place", 1, "done_on")],
)
def test_the_day_on_which_it_was_done(risk, office, at, status, days, field):
    done_on = None if days is None else risk.programme.today + timedelta(days=days)

    with pytest.raises(
        DomainError,
        match=r"day on which it was done|Enter today or a day that has passed|Only what is done or in place",
    ) as refused:
        add(risk, office, at, status=status, done_on=done_on)
    assert refused.value.field == field


def test_what_is_dropped_says_why(risk, office, at):
    with pytest.raises(DomainError, match="Say why it was dropped"):
        add(risk, office, at, status="dropped")
    assert add(risk, office, at, status="dropped", progress="Too dear").status == "dropped"


def test_its_own_owner_reports_and_changes_nothing_else(risk, owner, at):
    mitigation = MitigationFactory(risk=risk, owner=owner, name="Mend the roof")

    assert report(mitigation, owner, at, status="done", done_on=risk.programme.today).status == "done"
    with pytest.raises(NotAllowed):
        change_mitigation(mitigation=mitigation, values={"name": "Rest"}, seen="", actor=owner, at=at)


def test_another_does_not_report(risk, owner, at):
    with pytest.raises(NotAllowed):
        report(MitigationFactory(risk=risk), owner, at)


def test_on_top_of_another_is_refused(risk, office, at):
    mitigation = MitigationFactory(risk=risk)
    seen = mark_of(mitigation)
    report(mitigation, office, at)

    with pytest.raises(ChangedByAnother):
        report(mitigation, office, at, status="planned", seen=seen)


def test_what_was_taken_off_is_not_changed(risk, office, at):
    mitigation = MitigationFactory(risk=risk)
    removed = remove_mitigation(mitigation=mitigation, seen=mark_of(mitigation), actor=office, at=at)

    assert removed.removed_at == at
    with pytest.raises(DomainError, match="This mitigation was taken off meanwhile"):
        report(removed, office, at)
    assert add(risk, office, at, name=mitigation.name).code != mitigation.code
