"""Codes made from names."""

from __future__ import annotations

import pytest

from programme.domain.codes import new_code
from programme.models import Phase
from tests.factories.programme import PhaseFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "code"), [("New", "new-2"), ("Add!", "add-2"), ("News", "news"), ("???", "row")])
def test_a_code_is_never_a_word_of_the_addresses(name: str, code: str):
    assert new_code(name, among=Phase.objects.all()) == code


def test_a_code_taken_gets_a_number():
    PhaseFactory(code="new-2")
    PhaseFactory(code="legal")

    assert new_code("New", among=Phase.objects.all()) == "new-3"
    assert new_code("Legal", among=Phase.objects.all()) == "legal-2"
