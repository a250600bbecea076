"""Pages made of components, as the tests look at them: drawn by the real templates for an invented person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django_filters
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import RequestFactory
from django_tables2 import RequestConfig

from programme.drawing.bars import BarRow, Bars, DrawnBars, Series, draw_bars
from programme.forms.options import Option
from programme.tables.columns import DateColumn, LinkColumn, ListTable, NumberColumn, RagColumn, TagColumn, TextColumn
from programme.views.navigation import Link

LONG_NAME = "Revenues, benefits and council tax support, with the shared counter-fraud and debt recovery service"
WORDS = "The business case was agreed in principle; staff were consulted until May and three councils have replied."


@dataclass(frozen=True)
class Person:
    """Someone signed in."""

    name: str = "Alex Marlowe"
    is_authenticated: bool = True

    def __str__(self) -> str:
        return self.name

    def has_perm(self, permission: str, subject: Any = None) -> bool:
        return True


@dataclass(frozen=True)
class Programme:
    """A programme that has ended."""

    code: str = "northfold"
    name: str = "Northfold and Wexmoor Shared Services"
    has_ended: bool = True
    today: date = date(2023, 1, 31)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Navigation:
    """The navigation as a page sees it."""

    main: list[Link] = field(
        default_factory=lambda: [
            Link("My work", "/"),
            Link("Programmes", "/programmes/", is_current=True, aria_current="true"),
            Link("Administration", "/administration/"),
        ]
    )

    def programme(self, programme: Programme) -> list[Link]:
        return [
            Link("Overview", "/p/"),
            Link("Dashboard", "/p/dashboard/"),
            Link("Reviews", "/p/reviews/", is_current=True),
            Link("Meetings", "/p/meetings/"),
            Link("Reports", "/p/reports/"),
            Link("History", "/p/history/"),
        ]


class ReviewTable(ListTable):
    """Eight columns of every kind."""

    caption = "Service reviews"
    name = LinkColumn(url=lambda record: f"/reviews/{record['code']}/", verbose_name="Service review")
    phase = TextColumn()
    lead = TextColumn(verbose_name="Lead officer")
    stage = TagColumn()
    rag = RagColumn(verbose_name="Rating")
    due = DateColumn(verbose_name="Update due")
    councils = NumberColumn()
    note = TextColumn(orderable=False)


class ReviewFilter(django_filters.FilterSet):
    """Filters of the common kinds."""

    search = django_filters.CharFilter(label="Name", method="leave")
    phase = django_filters.ChoiceFilter(
        label="Phase", choices=[("1", "Phase 1"), ("2", "Phase 2")], method="leave", empty_label="Any"
    )
    rag = django_filters.MultipleChoiceFilter(
        label="Rating",
        choices=[("green", "Green"), ("amber", "Amber"), ("red", "Red"), ("unrated", "Unrated")],
        method="leave",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
    )

    def leave(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset


class EveryField(forms.Form):
    """Every kind of field."""

    name = forms.CharField(max_length=80, help_text="As it stands in the agreement.")
    email = forms.EmailField(label="E-mail address")
    amount = forms.IntegerField(
        label="Days in the year", widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"})
    )
    rag = forms.ChoiceField(
        label="How is the review doing?",
        choices=[
            ("green", Option("Green", hint="On track")),
            ("amber", Option("Amber", hint="At risk, being managed")),
            ("red", Option("Red", hint="Off track: needs a decision or help")),
        ],
        widget=forms.RadioSelect,
        help_text="Give the reason below.",
    )
    reason = forms.CharField(
        label="Reason for the rating", max_length=500, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    councils = forms.MultipleChoiceField(
        choices=[("n", "Northfold"), ("w", "Wexmoor")], widget=forms.CheckboxSelectMultiple
    )
    phase = forms.ChoiceField(choices=[("1", "Phase 1"), ("2", "Phase 2")])
    due = forms.DateField(help_text="For example, 27/3/2026.")
    go_live = forms.CharField(
        label="Expected start", help_text="For example May 2023, 12 May 2023, Q2 2023, 2023 or to be confirmed."
    )
    password = forms.CharField(widget=forms.PasswordInput)
    paper = forms.FileField(label="Paper", required=False)
    agree = forms.BooleanField(label="The sponsor has seen this", help_text="By e-mail is enough.")


class FewFields(forms.Form):
    """A form with one field that is refused and one that stands."""

    name = forms.CharField(max_length=20)
    note = forms.CharField(required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Someone else changed this review while you were writing.")


def rows(number: int) -> list[dict[str, Any]]:
    """Rows with names of every length."""
    ratings = ("green", "amber", "red", "", "on_hold")
    stages = ("scoping", "business_case", "implementation", "business_as_usual")
    return [
        {
            "code": f"r{place}",
            "name": LONG_NAME if place % 7 == 0 else f"Service {place}",
            "phase": f"Phase {place % 3 + 1}",
            "lead": "Sam Okonjo-Fairweather" if place % 2 else "",
            "stage": stages[place % 4],
            "rag": ratings[place % 5],
            "due": date(2023, 1 + place % 12, 5) if place % 6 else None,
            "councils": place % 4 + 1,
            "note": WORDS if place % 9 == 0 else "As planned",
        }
        for place in range(number)
    ]


def review_table(number: int, query: str = "") -> ReviewTable:
    """A table of so many rows, twenty to a page."""
    request = RequestFactory().get(f"/p/reviews/{query}")
    table = ReviewTable(rows(number))
    RequestConfig(request, paginate={"per_page": 20}).configure(table)
    return table


def charts() -> tuple[DrawnBars, DrawnBars]:
    """One chart of each kind."""
    stages = Bars(
        key="stages",
        title="Reviews by stage",
        description="Scoping has six reviews, business case four, implementation three, business as usual two.",
        heading="Stage",
        series=(Series("Reviews"),),
        rows=(
            BarRow("Scoping", (6,)),
            BarRow("Business case", (4,)),
            BarRow(LONG_NAME[:64], (3,)),
            BarRow("Business as usual", (0,)),
        ),
    )
    ratings = Bars(
        key="ratings",
        title="Reviews by phase and rating",
        description="Of fifteen reviews seven are green, four amber, one red, two unrated and one is on hold.",
        heading="Phase",
        series=(
            Series("Green", "green"), Series("Amber", "amber"), Series("Red", "red"), Series("Unrated", "unrated"),
            Series("On hold", "on_hold"), Series("Not started", "not_started"),
        ),
        rows=(BarRow("Phase 1", (4, 2, 1, 0, 1, 0)), BarRow("Phase 2", (3, 2, 0, 2, 0, 3))),
    )  # fmt: skip
    return (
        draw_bars(stages, urls=[["/r/?stage=scoping"], [], [], []]),
        draw_bars(ratings, urls=[["/r/?rag=green"], []]),
    )


def draw(template: str, /, path: str = "/p/reviews/", **context: Any) -> str:
    """A template's text drawn as a page's part or page."""
    request = RequestFactory().get(path)
    return (
        engines["django"]
        .from_string(template)
        .render({"user": Person(), "navigation": Navigation(), **context}, request)
    )


def draw_file(name: str, /, path: str = "/", **context: Any) -> str:
    """A template file drawn as a page."""
    request = RequestFactory().get(path)
    signed_in = {"user": Person(), "navigation": Navigation()}
    return engines["django"].get_template(name).render({**signed_in, **context}, request)


def login_page(data: dict[str, str] | None = None) -> str:
    """The sign-in page, before or after a wrong attempt."""

    class SignIn(forms.Form):
        username = forms.EmailField(label="E-mail address")
        password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

        def clean(self) -> None:
            raise forms.ValidationError("That e-mail address and password do not belong together.")

    return draw_file("registration/login.html", form=SignIn(data), user=None, navigation=None, next="")


def form_page(*, with_errors: bool) -> str:
    """Every kind of field, empty or refused, and a field with last time's words beside it."""
    files = {"paper": SimpleUploadedFile("paper.docx", b"")} if with_errors else None
    form = EveryField({"name": "", "amount": "many", "due": "soon"}, files) if with_errors else EveryField()
    template = (
        '{% extends "base.html" %}{% block title %}Update the review{% endblock %}'
        '{% block breadcrumbs %}{% breadcrumbs "My work" "/" programme.name "/p/" "Update" "" %}{% endblock %}'
        '{% block content %}<h1 class="govuk-heading-l">Update the review</h1>'
        '<form method="post" novalidate>{% last_time_field second.note before=words label="October to December 2022" %}'
        '<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">{{ form }}</div></div>'
        '<button class="govuk-button" data-module="govuk-button">Save</button></form>{% endblock %}'
    )
    second = FewFields(prefix="second")
    second.fields["note"].widget = forms.Textarea(attrs={"rows": 5})
    return draw(template, form=form, second=second, words=WORDS, programme=Programme())


def list_page(number: int, *, query: str = "", filtered: bool = True) -> str:
    """A list page of so many rows."""
    request = RequestFactory().get(f"/p/reviews/{query}")
    filterset = ReviewFilter(request.GET, queryset=_nothing(), request=request) if filtered else None
    context = {
        "page_title": "Service reviews", "table": review_table(number, query), "filter": filterset, "exports": True,
        "empty": {"title": "No service reviews yet", "text": "The programme office adds them.", "url": "", "link": ""},
        "programme": Programme(),
    }  # fmt: skip
    return draw_file("components/list_page.html", path=f"/p/reviews/{query}", **context)


def _nothing() -> Any:
    from programme.models import Programme as Record

    return Record.objects.none()


PARTS = Path(__file__).with_name("parts.html")


def parts_page() -> str:
    """Every part of a page that is neither form nor list."""
    stages, ratings = charts()
    events = [
        {"title": "Update accepted", "by": "Jo Penhale", "at": datetime(2023, 1, 12, 15, 5, tzinfo=UTC), "text": WORDS},
        {"title": "Moved to implementation", "at": date(2023, 1, 5), "url": "/x/"},
    ]
    items = [
        ("This period", "/a/", True),
        ("Earlier periods", "/b/", False),
        ("People", "/c/", False),
        ("History", "/d/", False),
    ]
    return draw(
        PARTS.read_text(), stages=stages, ratings=ratings, events=events, items=items, words=WORDS,
        started=date(2020, 1, 22), programme=Programme(),
    )  # fmt: skip
