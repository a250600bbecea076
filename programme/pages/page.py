"""What every page is: declarations of where it stands, who may open it, which records it shows and what it says.

How to write one: docs/architecture/pages.md.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views import View

from programme.models import Programme, User
from programme.pages.trail import Above, Depending, Place, address_of, nearest_above
from programme.pages.wording import Words, filled
from programme.permissions import check_permission


class Page(View):
    """A page of its own template. A subclass declares; what depends on the records is a property or a method.

    Its words (`title` and others) are attributes where they are the same for every record, else properties; names of
    records stand in them in braces (`filled`). A record that is not the reader's to see is not found (404); one they
    may see and not use so is refused (403).
    """

    http_method_names = ["get", "head"]
    crumb: ClassVar[Words | Depending | None] = None
    """What the page is called in a trail; its title unless said."""
    parent: ClassVar[Above | Depending] = ""
    """The page above in the trail, by the name of its address."""
    permission: ClassVar[str] = ""
    """What the reader must be allowed to do with the record that `find` checks."""
    allows: ClassVar[dict[str, str]] = {}
    """What the template asks of the reader: its variable → the permission on the same record."""
    record_class: ClassVar[type[Model] | None] = None
    """The model of the record that the last part of the address names, of the record that `find` found last."""
    template_name: ClassVar[str] = ""
    stylesheets: ClassVar[tuple[str, ...]] = ()
    scripts: ClassVar[tuple[str, ...]] = ()

    records: dict[str, Any]
    subject: Any = None

    @property
    def title(self) -> Words:
        """What the page is called, above its content and in the browser."""
        return ""

    @property
    def heading(self) -> Words:
        """The page's heading; its title unless said."""
        return self.title

    @classmethod
    def place(cls) -> Place:
        """Where the page stands."""
        named = cls.crumb
        if named is None:
            named = cls.title if isinstance(cls.title, str | Promise) else ""
        return Place(crumb=named, above=cls.parent)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (request.method or "").lower() not in self.http_method_names:
            return self.http_method_not_allowed(request)
        self.records = {}
        self.find()
        if self.record_class is not None:
            self.find_record(self.record_rows(), next(reversed(self.kwargs)))
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> None:
        """Find the records that the address names and check the permission. Raises Http404 and NotAllowed."""
        self.check(None)

    def find_record(self, rows: QuerySet[Any], argument: str) -> Any:
        """The one of the rows that belongs to the record found last and that a part of the address names.

        `milestone_code` is the `code` of a milestone, `member_id` the key of a member. Raises Http404.
        """
        holder_name, holder = next(reversed(self.records.items()))
        name, _, part = argument.rpartition("_")
        known_by = {"pk" if part == "id" else part: self.kwargs[argument]}
        record = get_object_or_404(rows, **{holder_name: holder}, **known_by)
        setattr(record, holder_name, holder)
        self.found(**{name: record})
        return record

    def record_rows(self) -> QuerySet[Any]:
        """The rows among which a record of `record_class` is, with what the page reads of it."""
        return self.record_class._default_manager.all()  # type: ignore[union-attr]

    def check(self, subject: Any) -> None:
        """The permissions of this page are about `subject`; raises NotAllowed without the page's own."""
        self.subject = subject
        if self.permission:
            check_permission(self.request.user, self.permission, subject)

    def found(self, **records: Any) -> None:
        """The page is about these records too: attributes of it, variables of its template, names in its sentences."""
        self.records |= records
        for name, record in records.items():
            setattr(self, name, record)

    @property
    def reader(self) -> User:
        """Who is signed in; the site lets nobody else in."""
        return cast(User, self.request.user)

    def may(self, permission: str) -> bool:
        """Whether the reader has the permission on the record that the page is about."""
        return bool(self.request.user.has_perm(permission, self.subject))

    def words(self, sentence: Words, **more: Any) -> str:
        """The sentence with the names of the page's records in it."""
        return filled(sentence, {**self.records, **more})

    def address_of(self, url_name: str, **more: Any) -> str:
        """The address of another page about the same records."""
        return address_of(url_name, address=self.kwargs, records={**self.records, **more})

    @property
    def parent_address(self) -> str:
        """The address of the page above."""
        return self.address_of(nearest_above(self.place(), self.records))

    def details(self) -> dict[str, Any]:
        """What else the template shows."""
        return {}

    def render(self, **context: Any) -> HttpResponse:
        """The page with its records, what the reader may do, and the rest of the context."""
        allowed = {name: self.may(permission) for name, permission in self.allows.items()}
        words = {"page_title": self.words(self.title), "heading": self.words(self.heading)}
        shown = {**self.records, **allowed, **words, "view": self, **context, **self.details()}
        return render(self.request, self.template_name, shown)


class DetailPage(Page):
    """A page that shows one record."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render()


class ProgrammePage(Page):
    """A page inside a programme that the reader sees, and where they have the permission `reading` on it."""

    reading: ClassVar[str] = ""
    programme: Programme

    def find(self) -> None:
        self.find_programme()
        self.check(self.programme)

    def find_programme(self) -> None:
        """Find the programme; a page about one of its records checks its permission on that record instead."""
        programmes = Programme.objects.visible_to(self.request.user)
        self.found(programme=get_object_or_404(programmes, code=self.kwargs["programme_code"]))
        if self.reading:
            check_permission(self.request.user, self.reading, self.programme)
