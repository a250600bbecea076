"""Signing in: whose failures are counted, and together with what."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.programme import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def attempt(client: Client, name: str, typed: str = "not the password") -> int:
    return client.post(reverse("login"), {"username": name, "password": typed}).status_code


def test_another_spelling_of_the_address_brings_no_further_tries(client: Client):
    UserFactory(email="alice@council.example")
    names = ["alice@council.example", "Alice@council.example", "ALICE@COUNCIL.EXAMPLE", " alice@Council.example "]

    answers = [attempt(client, name) for name in names * 2]

    assert answers == [200, 200, 200, 200, 429, 429, 429, 429]


def test_one_person_s_mistakes_lock_out_no_colleague_at_the_same_address(client: Client):
    UserFactory(email="alice@council.example")
    UserFactory(email="bola@council.example")
    for _ in range(6):
        attempt(client, "alice@council.example")

    assert attempt(client, "bola@council.example", PASSWORD) == 302


def test_a_colleague_s_sign_in_does_not_give_the_guesser_new_tries(client: Client):
    UserFactory(email="alice@council.example")
    UserFactory(email="bola@council.example")
    for _ in range(4):
        attempt(client, "alice@council.example")
    attempt(Client(), "bola@council.example", PASSWORD)

    assert attempt(client, "alice@council.example") == 429
