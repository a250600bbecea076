"""A programme of two councils with the joint register, a review's and a council's, and the people who work on them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from programme.enums import Role
from programme.models import Council, Programme, User
from risks.models import Matrix, RegisterEntry, Risk, RiskRegister
from services.models import ServiceReview
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role
from tests.factories.risks import EntryFactory, RegisterFactory, make_matrix
from tests.factories.services import ReviewFactory, office_of


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory(code="harbour", name="Harbour and Vale")


@pytest.fixture
def council(programme: Programme) -> Council:
    """A member whose own register the others do not see."""
    return MembershipFactory(
        programme=programme, council=CouncilFactory(code="vale", name="Vale District Council", short_name="Vale")
    ).council


@pytest.fixture
def review(programme: Programme) -> ServiceReview:
    return ReviewFactory(programme=programme, code="parking", name="Parking")


@pytest.fixture
def office(programme: Programme) -> User:
    return office_of(programme, name="Olive Office")


@pytest.fixture
def register(programme: Programme) -> RiskRegister:
    """The programme's own, with a matrix of 3 × 3."""
    register: RiskRegister = RegisterFactory(programme=programme, code="joint", name="Joint register")
    make_matrix(register)
    return register


@pytest.fixture
def matrix(register: RiskRegister) -> Matrix:
    return register.matrices.get()


@pytest.fixture
def council_register(programme: Programme, council: Council) -> RiskRegister:
    register: RiskRegister = RegisterFactory(programme=programme, code="vale", name="Vale register", council=council)
    make_matrix(register)
    return register


@pytest.fixture
def entry(register: RiskRegister) -> RegisterEntry:
    entry: RegisterEntry = EntryFactory(
        register=register, number="7", risk__code="joint-7", risk__title="The roof falls in"
    )
    return entry


@pytest.fixture
def risk(entry: RegisterEntry) -> Risk:
    return entry.risk


@pytest.fixture
def lead(programme: Programme, council: Council) -> User:
    """The lead officer of the council, who keeps its register."""
    return user_with_role(Role.LEAD_OFFICER, programme, council, name="Lena Lead")


@pytest.fixture
def owner(programme: Programme) -> User:
    """A risk owner, who keeps no register."""
    return user_with_role(Role.RISK_OWNER, programme, name="Rhys Owner")


@pytest.fixture
def board(programme: Programme) -> User:
    return user_with_role(Role.BOARD_MEMBER, programme, name="Bea Board")
