"""A register with a matrix, and who keeps it."""

from __future__ import annotations

import pytest

from programme.enums import Role
from programme.models import User
from risks.models import Matrix, RiskRegister
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.risks import RegisterFactory, make_matrix


@pytest.fixture
def register() -> RiskRegister:
    return RegisterFactory(programme=ProgrammeFactory(ended_on=None), code="joint", name="Joint register")


@pytest.fixture
def matrix(register: RiskRegister) -> Matrix:
    return make_matrix(register)


@pytest.fixture
def person(register: RiskRegister) -> User:
    return user_with_role(Role.PROGRAMME_OFFICE, register.programme)


@pytest.fixture
def office(person, sign_in):
    return sign_in(person)
