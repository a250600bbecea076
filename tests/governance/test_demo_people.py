"""The people of all demo programmes together: every role, and who signs in as whom."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.utils import timezone

from governance.domain.demo import ADMINISTRATOR_EMAIL, DEMO_PASSWORD, demo_sign_ins, load_demo
from programme.enums import Role
from programme.models import Programme, RoleGrant, User
from services.models import ServiceReview
from tests.governance.test_demo import FILES, NEWCOMER

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(module_database):
    load_demo(files=FILES, at=timezone.now())


def test_every_demo_programme_has_every_role(loaded):
    everyone = set(Role) - {Role.ADMINISTRATOR}
    roles = {
        programme.code: set(RoleGrant.objects.filter(programme=programme).values_list("role", flat=True))
        for programme in Programme.objects.all()
    }

    assert roles == {path.stem if path != NEWCOMER else "ashmere-wendle": everyone for path in FILES}


def test_sign_ins_are_every_role_of_the_running_programme_and_two_of_each_that_has_ended(loaded):
    sign_ins = demo_sign_ins(files=FILES)
    people = Counter(sign_in.programme for sign_in in sign_ins)

    assert people == {
        "Ashmere and Wendle Valley Shared Services": 10,
        "OneTeam Transformation Programme": 2,
        "Collaboration of Broadland and South Norfolk": 2,
        "Joint Working of East Northamptonshire with Wellingborough and Corby": 2,
        "Dartford and Sevenoaks Revenues and Benefits": 2,
        "": 1,
    }
    assert [(line.programme, line.role) for line in sign_ins][:1] == [
        ("Ashmere and Wendle Valley Shared Services", Role.LEAD_OFFICER.label)
    ]
    for email in (sign_ins[0].email, sign_ins[-2].email, ADMINISTRATOR_EMAIL):
        assert authenticate(RequestFactory().post("/"), username=email, password=DEMO_PASSWORD).email == email


def test_people_of_demo_programmes_are_of_one_programme_each(loaded):
    assert [
        (user.email, user.grants.count())
        for user in User.objects.exclude(email=ADMINISTRATOR_EMAIL).order_by("email")
        if user.grants.values("programme").distinct().count() != 1
    ] == []


def test_lead_officers_own_several_reviews_where_their_council_takes_part_in_several(loaded):
    for grant in RoleGrant.objects.filter(role=Role.LEAD_OFFICER):
        reviews = ServiceReview.objects.filter(programme=grant.programme, participations__council=grant.council)
        assert grant.user.leads.filter(review__in=reviews).count() >= min(2, reviews.count()), grant
