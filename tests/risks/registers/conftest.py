"""A programme with a register, its matrix of 3 × 3 and somebody of the programme office."""

from __future__ import annotations

import pytest

from programme.enums import Role
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.risks import RegisterFactory, make_matrix


@pytest.fixture
def programme():
    return ProgrammeFactory(code="harbour")


@pytest.fixture
def register(programme):
    return RegisterFactory(programme=programme, code="joint", name="Joint register")


@pytest.fixture
def matrix(register):
    return make_matrix(register)


@pytest.fixture
def office(programme, sign_in):
    return sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))
