"""Columns of mitigations: each line of a cell becomes one, with how it stands."""

from __future__ import annotations

import pytest

from risks.models import Mitigation
from tests.factories.risks import EntryFactory, MitigationFactory
from tests.risks.register_import.pages import faults, look, sheet_of, take

pytestmark = pytest.mark.django_db

COLUMNS = ["No.", "Risk", "Strategy", "Existing controls", "Mitigating actions"]


def kept(number: str) -> list[tuple[str, str]]:
    rows = Mitigation.objects.filter(risk__entries__number=number).order_by("position")
    return [(one.name, one.status) for one in rows]


def test_each_line_is_a_mitigation_and_the_strategy_stays_a_text(register, matrix, office):
    controls = "• Two keys\n\n2) Alarm"
    actions = "- Under way: Train two more\nAsk the insurer\nDONE: Mend the lock\nn/a"
    take(office, register, COLUMNS, [1, "Theft", "Watch\nand wait", controls, actions], [2, "Fire", None, "—", None])

    assert kept("1") == [
        ("Two keys", "in_place"),
        ("Alarm", "in_place"),
        ("Train two more", "under_way"),
        ("Ask the insurer", "planned"),
        ("Mend the lock", "done"),
    ]
    assert kept("2") == []
    first = Mitigation.objects.get(name="Two keys")
    assert (first.code, first.risk.strategy) == ("two-keys", "Watch\nand wait")


def test_what_stands_already_stays_and_only_the_rest_is_added(register, matrix, office):
    risk = EntryFactory(register=register, number="1", risk__title="Theft").risk
    MitigationFactory(risk=risk, code="alarm", name="Alarm", status="done", position=4)
    MitigationFactory(risk=risk, code="taken-off", name="Dog", removed_at="2024-01-01T00:00Z", position=7)
    rows = [COLUMNS, [1, "Theft", None, None, "alarm\nDog\nDog\nTaken off"]]
    page = look(office, register, sheet_of(*rows))

    assert page.context["changes"].changed[0].details == ["Mitigation, planned: Dog", "Mitigation, planned: Taken off"]
    assert page.context["notes"] == [
        "sheet Risks, row 2: the mitigation “alarm” stays as it stands there, done; say on the page of the risk how it "
        "goes."
    ]
    take(office, register, *rows)
    added = Mitigation.objects.filter(risk=risk, removed_at=None).order_by("position")
    assert [(one.code, one.status, one.position) for one in added] == [
        ("alarm", "done", 4),
        ("dog", "planned", 8),
        ("taken-off-2", "planned", 9),
    ]
    again = look(office, register, sheet_of(*rows)).context["changes"]
    assert (again.is_something, again.unchanged) == (False, 1)


def test_what_cannot_be_a_mitigation_is_told_with_its_cell(register, matrix, office):
    told = faults(office, register, COLUMNS, [1, "Theft", None, "x" * 301, "Dropped: Buy a dog"])

    assert [fault.split(",")[1].split(":")[0] for fault in told] == [" cell D2", " cell E2"]
    assert "a mitigation of 301 characters" in told[0]
    assert "what was dropped is entered on the page of its risk" in told[1]
    assert Mitigation.objects.count() == 0


def test_of_a_risk_that_another_register_keeps_none_is_taken(register, matrix, office):
    entry = EntryFactory(register=register, number="1", is_home=False)
    page = look(office, register, sheet_of(COLUMNS, [1, entry.risk.title, None, None, "Buy a dog"]))

    assert page.context["notes"] == [
        "sheet Risks, row 2: another register keeps this risk; only its scores here are taken."
    ]
    assert not page.context["changes"].is_something


def test_a_mitigation_added_meanwhile_is_looked_at_again(register, matrix, office):
    entry = EntryFactory(register=register, number="1", risk__title="Theft")
    rows = sheet_of(COLUMNS, [1, "Theft", None, None, "Buy a dog\nBuy a cat"])
    looked = look(office, register, rows).context["changes"]
    MitigationFactory(risk=entry.risk, name="Buy a dog")

    assert look(office, register, rows).context["changes"].mark != looked.mark
