"""What is typed to do harm does none, and what is typed wrongly is answered with a sentence."""

import pytest
from django.urls import reverse

from services.models import ProgressUpdate
from tests.factories.services import UpdateFactory

pytestmark = pytest.mark.django_db

SCRIPTS = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [go](javascript:alert(1)) "
    "![spy](http://evil.example/pixel.png) ![file](file:///etc/passwd) <iframe src='//evil.example'></iframe>"
)


@pytest.fixture
def url(review, period):
    return reverse("update_edit", args=["harbour", "parking", "now"])


def sent(**words):
    return {"business_case_update": "Words.", "edition": 0, "version": 1, "action": "submit", **words}


def test_scripts_and_pictures_in_a_text_are_harmless_on_every_page(review, period, sponsor, sign_in):
    texts = dict.fromkeys(["rag_reason", "business_case_update", "implementation_update", "help_wanted"], SCRIPTS)
    update = UpdateFactory(review=review, period=period, accepted=True, comment=SCRIPTS, **texts)

    for address in (review.get_absolute_url(), update.get_absolute_url()):
        page = sign_in(sponsor).get(address).content.decode()
        for harm in ("<script>alert", "<img", "<iframe", 'href="javascript', "onerror=alert(1)>"):
            assert harm not in page.replace("&lt;", "")


def test_a_megabyte_is_refused_with_the_limit(url, lead, sign_in):
    response = sign_in(lead).post(url, sent(help_wanted="x" * 1_000_000))

    assert response.context["form"].errors == {
        "help_wanted": ["Shorten this to 20000 characters or fewer. It has 1000000."]
    }
    assert ProgressUpdate.objects.count() == 0


def test_a_nul_character_is_refused(url, lead, sign_in):
    response = sign_in(lead).post(url, sent(help_wanted="a\x00b"))

    assert response.context["form"].errors == {"help_wanted": ["Null characters are not allowed."]}


@pytest.mark.parametrize("value", ["31 February 2023", "0000", "2023-13", "tbc: " + "x" * 300, "99/99/9999", "٢٠٢٣"])
def test_a_bad_date_is_refused_with_what_is_expected(url, lead, sign_in, value):
    response = sign_in(lead).post(url, sent(business_case_expected=value))

    assert list(response.context["form"].errors) == ["business_case_expected"]
    assert ProgressUpdate.objects.count() == 0


@pytest.mark.parametrize("field", ["edition", "version"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30])
def test_a_forged_edition_or_version_saves_nothing(url, lead, sign_in, field, value):
    sign_in(lead).post(url, sent(**{field: value}))

    assert ProgressUpdate.objects.count() == 0


@pytest.mark.parametrize("value", ["blue", "<b>", "\x00"])
def test_a_rating_that_is_none_is_refused(url, lead, sign_in, value):
    response = sign_in(lead).post(url, sent(rag=value))

    assert list(response.context["form"].errors) == ["rag"]


def test_the_page_that_keeps_a_refused_text_shows_it_as_text(url, client):
    page = client.post(url, sent(help_wanted="</textarea><script>alert(1)</script>")).content.decode()

    assert "</textarea><script>" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_words_sent_by_another_site_are_not_offered_to_be_saved(url, client):
    sent = {"help_wanted": "Words of another site", "edition": "0", "version": "1"}

    page = client.post(url, sent, headers={"origin": "https://elsewhere.example"})

    assert page.status_code == 403
    assert "Words of another site" not in page.content.decode()
