"""Every page of the site in one browser: accessible, no wider than a phone, without a complaint of the browser's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from finance.domain.ledger_import import request_ledger_import
from governance.domain.demo import demo_sign_ins
from governance.domain.document import RENDERING, freeze_report
from programme.domain.import_job import IMPORTING, request_import
from programme.domain.job import run_job
from programme.models import Programme, User
from programme.rules.demo_dates import resolve_dates
from services.models import ReviewParticipation
from tests.browser.addresses import FOR_ADMINISTRATORS, address_of, page_names, values_of
from tests.browser.conftest import PATIENCE, session_of
from tests.browser.demo_database import FILES
from tests.browser.site import Site
from tests.browser.visitor import ADMINISTRATOR, CLERK, FORMER_PARTNER, OFFICE, Visitor
from tests.celery_worker import own_queue
from tests.chromium import AXE

ENDED_OFFICE = "priya.nair@oneteam.example"
ENDED = "/programmes/rochford-brentwood/"
ENDED_PAGES = (
    "",
    "dashboard/",
    "dashboard/reviews/",
    "dashboard/changes/",
    "dashboard/dates/",
    "reviews/",
    "reviews/parking/",
    "reviews/parking/stages/",
    "time-in-stage/",
    "gates/",
    "groups/",
    "route-map/",
    "reviews/human-resources/route-map/",
    "reviews/parking/updates/q4-2022/edit/",
    "updates/",
    "history/",
    "reports/",
)
OTHERS_THAT_ENDED = {
    "east-northants-wellingborough": ("tessa.brandreth@east-northants.example", "land-charges-planning"),
    "broadland-south-norfolk": ("isobel.crane@one-team.example", "collaboration"),
    "dartford-sevenoaks": ("beatrix.lowell@sevenoaks.example", "revenues-benefits"),
}
PHONE, DESK = 320, 1280


@pytest.fixture(scope="module")
def values(fresh_demo: None, media_of_module: None) -> dict[str, Any]:
    """The values in addresses. The report has a version whose PDF is made, and a programme and a ledger
    file have been sent in."""
    programme = Programme.objects.get(code="ashmere-wendle")
    job = freeze_report(report=programme.reports.get(), actor=User.objects.get(email=CLERK), at=timezone.now())
    run_job(RENDERING, job_id=job.pk, clock=timezone.now)
    newcomer = next(path for path in FILES if path.stem == "newcomer")
    data = resolve_dates(newcomer.read_text(), today=timezone.localdate()).encode()
    office = User.objects.get(email=OFFICE)
    with own_queue():
        sent = request_import(data=data, filename=newcomer.name, actor=office, at=timezone.now())
    run_job(IMPORTING, job_id=sent.pk, clock=timezone.now)
    ledger = request_ledger_import(
        programme=programme,
        data=b"Reference,Date,Amount,Code\nL1,2026-05-01,12.50,depot-works\n",
        filename="ledger.csv",
        actor=office,
        at=timezone.now(),
    )
    return values_of(programme) | {"job_id": sent.pk, "import_id": ledger.pk}


@pytest.fixture(scope="module")
def media_of_module(media_folder: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MEDIA_ROOT", media_folder)
        yield


@pytest.fixture(scope="module")
def looker(chromium: Browser, site: Site, fresh_demo: None) -> Iterator[Callable[[str], Visitor]]:
    """`looker(email)` is that person in the one browser window of the module."""
    context = chromium.new_context(base_url=site.url, viewport={"width": DESK, "height": 800})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=AXE)  # sent once, not with every page
    visitor = Visitor(context.new_page())
    sessions: dict[str, str] = {}

    def looking(email: str) -> Visitor:
        context.clear_cookies()
        if email:
            sessions[email] = sessions.get(email) or session_of(email)
            visitor.take_session(sessions[email], site.url)
        visitor.complaints.clear()
        site.take_faults()
        return visitor

    yield looking
    context.close()


def look_at(visitor: Visitor, site: Site, address: str, *, status: int = 200) -> None:
    """Open it, read it at a desk, carry it about."""
    response = visitor.page.goto(address)
    assert response is not None
    assert response.status == status
    expected = [f"the server responded with a status of {status}"] if status >= 400 else []
    told = [complaint for complaint in visitor.complaints if not any(words in complaint for words in expected)]
    assert told == []
    assert site.take_faults() == []
    assert visitor.violations() == []
    visitor.page.set_viewport_size({"width": PHONE, "height": 640})
    assert visitor.too_wide() == []
    visitor.page.set_viewport_size({"width": DESK, "height": 800})


def reader_of(name: str) -> str:
    """Who looks at the page of that name; nobody where it is for those who are not signed in."""
    if name in ("login", "password_reset_confirm"):
        return ""
    if name == "review_when_left":
        return FORMER_PARTNER
    return ADMINISTRATOR if name.startswith(FOR_ADMINISTRATORS) else OFFICE


@pytest.mark.parametrize("name", page_names())
def test_page(looker: Callable[[str], Visitor], site: Site, values: dict[str, Any], name: str):
    look_at(looker(reader_of(name)), site, address_of(name, values))


@pytest.mark.parametrize("path", ENDED_PAGES)
def test_page_of_a_programme_that_has_ended(looker: Callable[[str], Visitor], site: Site, path: str):
    look_at(looker(ENDED_OFFICE), site, ENDED + path)


def test_report_pages_of_a_programme_that_has_ended(looker: Callable[[str], Visitor], site: Site):
    report = Programme.objects.get(code="rochford-brentwood").reports.get()
    for path in ("", "preview/"):
        look_at(looker(ENDED_OFFICE), site, f"{ENDED}reports/{report.code}/{path}")


@pytest.mark.parametrize("code", OTHERS_THAT_ENDED)
def test_pages_of_the_other_programmes_that_have_ended(looker: Callable[[str], Visitor], site: Site, code: str):
    office, review = OTHERS_THAT_ENDED[code]
    report = Programme.objects.get(code=code).reports.get()
    pages = (
        "",
        "dashboard/",
        "reviews/",
        "route-map/",
        "actions/",
        "recommendations/",
        "aims/",
        "groups/",
        "projects/",
    )
    tabs = ("", "actions/", "standards/", "projects/", "stages/", "route-map/")
    papers = (f"reports/{report.code}/", f"reports/{report.code}/preview/")
    for path in (*pages, *(f"reviews/{review}/{tab}" for tab in tabs), *papers):
        look_at(looker(office), site, f"/programmes/{code}/{path}")


def test_home_of_every_role(looker: Callable[[str], Visitor], site: Site):
    for sign_in in demo_sign_ins(files=FILES):
        look_at(looker(sign_in.email), site, "/")


def test_pages_that_refuse(looker: Callable[[str], Visitor], site: Site):
    look_at(looker(OFFICE), site, "/programmes/nowhere/", status=404)
    look_at(looker(CLERK), site, "/programmes/ashmere-wendle/edit/", status=403)


def test_an_officer_of_an_ended_programme_reaches_their_reviews_from_their_work(
    looker: Callable[[str], Visitor], site: Site
):
    lead = ReviewParticipation.objects.filter(review__programme__code="rochford-brentwood", review__code="parking")[0]
    visitor = looker(lead.lead_officer.email)
    look_at(visitor, site, "/")
    visitor.follow("Parking", within=visitor.page.get_by_role("region", name="Reviews I lead"))
    visitor.reads("Parking", level=1)
