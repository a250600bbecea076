"""The way up from an address."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from programme.pages.trail import Depending, address_of, stands, trail_of


def view(**place: Any) -> Any:
    @stands(**place)
    def page(request: Any, **address: Any) -> HttpResponse:
        return HttpResponse()

    return page


UP_FROM_A_NOTE = Depending(lambda records: "shelf" if records.get("shelf") else "top")
note = [
    path(
        "",
        view(below=Depending(lambda records: "shelf" if records.get("shelf") else "top"), crumb="{note.title}"),
        name="note",
    ),
    path("edit/", view(below="note", crumb="Change"), name="note_edit"),
    path("quiet/", view(below="note"), name="note_quiet"),
    path("else/", view(below=("top", ("note", "Notes")), crumb="Otherwise"), name="note_else"),
]
urlpatterns = [
    path("all/", view(below="", crumb="All"), name="all"),
    path("top/", view(below="all", crumb="Top", begins=True), name="top"),
    path("shelves/<slug:shelf_code>/", view(below="top", crumb="{shelf.name}"), name="shelf"),
    path("notes/<int:note_id>/", include(note)),
    path("bare/", lambda request: HttpResponse(), name="bare"),
]
RECORDS = {"note": SimpleNamespace(pk=7, title="Minutes"), "shelf": None}
ON_SHELF = {**RECORDS, "shelf": SimpleNamespace(code="s1", name="Shelf one")}


@pytest.mark.parametrize(
    ("url_name", "address", "records", "expected"),
    [
        ("top", {}, {}, [("All", "/all/"), ("Top", "")]),
        ("shelf", {"shelf_code": "s1"}, ON_SHELF, [("Top", "/top/"), ("Shelf one", "")]),
        ("note", {"note_id": 7}, RECORDS, [("Top", "/top/"), ("Minutes", "")]),
        ("note", {"note_id": 7}, ON_SHELF, [("Top", "/top/"), ("Shelf one", "/shelves/s1/"), ("Minutes", "")]),
        ("note_edit", {"note_id": 7}, RECORDS, [("Top", "/top/"), ("Minutes", "/notes/7/"), ("Change", "")]),
        ("note_quiet", {"note_id": 7}, RECORDS, [("Top", "/top/"), ("Minutes", "/notes/7/")]),
        ("note_else", {"note_id": 7}, RECORDS, [("Top", "/top/"), ("Notes", "/notes/7/"), ("Otherwise", "")]),
        ("all", {}, {}, []),
        ("bare", {}, {}, []),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_a_trail_is_the_way_up_from_the_address(
    url_name: str, address: dict[str, Any], records: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert trail_of(url_name, address=address, records=records) == expected


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_takes_what_it_lacks_from_the_records() -> None:
    assert address_of("note_edit", address={}, records=RECORDS) == "/notes/7/edit/"
    assert address_of("note_edit", address={"note_id": 9}, records=RECORDS) == "/notes/9/edit/"


@override_settings(ROOT_URLCONF=__name__)
def test_a_trail_without_its_records_is_a_fault() -> None:
    with pytest.raises(KeyError):
        trail_of("note_edit", address={"note_id": 7}, records={})
