"""The entries of registers that a reader sees: the smaller query gives the rows of the general one."""

from __future__ import annotations

from datetime import date

import pytest

from programme.enums import Role
from risks.models import RegisterEntry, RiskViewer
from tests.factories.programme import user_with_role
from tests.factories.risks import EntryFactory, RegisterFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "is_owner", "is_named", "seen"),
    [
        (Role.PROGRAMME_OFFICE, False, False, 2),
        (Role.BOARD_MEMBER, False, False, 2),
        (Role.AUDITOR, False, False, 3),
        (Role.RISK_OWNER, True, False, 3),
        (Role.RISK_OWNER, False, True, 3),
    ],
)
def test_both_queries_give_the_same_rows(role: Role, is_owner: bool, is_named: bool, seen: int):
    register = RegisterFactory()
    programme = register.programme
    user = user_with_role(role, programme)
    EntryFactory(register=register)
    EntryFactory(register=register, risk=EntryFactory(register__programme=programme).risk, is_home=False)
    EntryFactory(
        register=register,
        risk=EntryFactory(register__programme=programme).risk,
        is_home=False,
        ended_on=date(2024, 3, 1),
    )
    secret = EntryFactory(register=register, risk__is_confidential=True, risk__owner=user if is_owner else None).risk
    if is_named:
        RiskViewer.objects.create(risk=secret, person=user)
    RiskViewer.objects.create(risk=secret, person=user_with_role(Role.RISK_OWNER, programme))

    found = RegisterEntry.objects.of_visible_registers(register, user=user).order_by("pk")

    general = RegisterEntry.objects.visible_to(user).filter(register=register).in_force().order_by("pk")
    assert list(found) == list(general)
    assert len(found) == seen
