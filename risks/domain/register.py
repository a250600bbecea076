"""What can be done to a register: adding, changing and ending it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programme.domain.codes import new_code, next_place
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_passed, check_rules
from programme.errors import DomainError
from programme.models import Council, Programme, User
from programme.permissions import check_permission
from risks.models import RiskRegister
from services.models import ServiceReview

CHANGE = "risks.change_register"


@transaction.atomic
def add_register(
    *,
    programme: Programme,
    name: str,
    review: ServiceReview | None,
    council: Council | None,
    about: str,
    review_every: int | None,
    actor: User,
    at: datetime,
) -> RiskRegister:
    """Add a register of the programme, of one review or of one council. Raises NotAllowed, DomainError."""
    check_permission(actor, "risks.add_register", programme)
    check_rules(RiskRegister(review=review, council=council))
    if council is not None and not programme.memberships.filter(council=council).exists():
        raise DomainError("That council does not take part in the programme.", field="council")
    registers = RiskRegister.objects.filter(programme=programme)
    return RiskRegister.objects.create(
        programme=programme,
        review=review,
        council=council,
        code=new_code(name, among=registers),
        name=name.strip(),
        about=about,
        review_every=review_every,
        position=next_place(registers),
    )


@transaction.atomic
def change_register(
    *, register: RiskRegister, name: str, about: str, review_every: int | None, seen: str, actor: User, at: datetime
) -> RiskRegister:
    """Change what a register is called and says of itself. Whose it is stays. Raises NotAllowed, ChangedByAnother."""
    check_permission(actor, CHANGE, register)
    register = lock_unchanged(register, seen=seen)
    register.name, register.about, register.review_every = name.strip(), about, review_every
    register.save()
    return register


@transaction.atomic
def end_register(
    *, register: RiskRegister, ended_on: date | None, seen: str, actor: User, at: datetime
) -> RiskRegister:
    """Say on which day a register was kept for the last time, or (None) that it is kept again. What stands in it stays.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    check_permission(actor, CHANGE, register)
    register = lock_unchanged(register, seen=seen)
    check_passed(ended_on, today=register.programme.today, field="ended_on")
    register.ended_on = ended_on
    register.save()
    return register
