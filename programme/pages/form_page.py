"""Pages with a form: to add a record, to change it, to confirm an act; and acts behind one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.errors import DomainError, NotAllowed
from programme.forms.domain_form import DomainForm
from programme.pages.page import Page
from programme.pages.wording import Words


class ActPage(Page):
    """The base of what is done to a record: one domain function, a message, another page.

    `act` is called with `arguments`, the reader and the moment. After it the browser goes to the page above, or to the
    page named in `goes_to`, or, where `opens_result`, to the page of what the function returns (`saved`).
    """

    act: ClassVar[Callable[..., Any]]
    success: ClassVar[Words] = ""
    goes_to: ClassVar[str] = ""
    opens_result: ClassVar[bool] = False

    def arguments(self) -> dict[str, Any]:
        """What the domain function is told beside the form's fields: by default the last record of the address."""
        name = next(reversed(self.records))
        return {name: self.records[name]}

    def done(self, saved: Any) -> HttpResponseBase:
        """Say that it is done and lead on."""
        if told := self.message(saved):
            messages.success(self.request, told)
        return redirect(self.next_address(saved))

    def message(self, saved: Any) -> str:
        """What is said when it is done; `{saved.name}` in `success` is of what the function returned."""
        return self.words(self.success, saved=saved)

    def next_address(self, saved: Any) -> str:
        """Where the browser goes after it."""
        if self.opens_result:
            return str(saved.get_absolute_url())
        return self.address_of(self.goes_to) if self.goes_to else self.parent_address


class ButtonPage(ActPage):
    """An act behind a button of another page, without a form of its own. What is refused is said on the next page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            saved = self.do()
        except NotAllowed:
            raise
        except DomainError as error:
            return self.refused(error)
        return self.done(saved)

    def do(self) -> Any:
        """Do it. Raises DomainError."""
        return type(self).act(**self.arguments(), actor=self.reader, at=timezone.now())

    def refused(self, error: DomainError) -> HttpResponseBase:
        """Say why it was not done and lead on."""
        messages.error(self.request, error.message)
        return redirect(self.next_address(None))


class FormPage(ActPage):
    """A form that asks one domain function. Without fields of its own it asks for confirmation.

    What the function refuses stands at its field, and nothing typed is lost; see `DomainForm.submit`.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "components/form_page.html"
    form_class: ClassVar[type[DomainForm]] = DomainForm
    form_takes: ClassVar[tuple[str, ...]] = ()
    """The records that the form is made with, by their names; `user` is the reader."""
    back: ClassVar[str] = ""
    """Where "Cancel" leads: the page above unless named."""

    @property
    def caption(self) -> Words:
        """What stands small above the heading."""
        return ""

    @property
    def introduction(self) -> Words | tuple[Words, ...]:
        """A paragraph, or several."""
        return ""

    @property
    def warning(self) -> Words:
        """A sentence nobody may overlook, before the introduction."""
        return ""

    @property
    def is_warning(self) -> bool:
        """Whether what the button does cannot be undone."""
        return False

    @property
    def save(self) -> Words:
        """What the button says."""
        return _("Save")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.form_shown(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form()
        saved = form.submit(type(self).act, **self.arguments(), actor=self.reader, at=timezone.now())
        return self.form_shown(form) if saved is None else self.done(saved)

    def form(self) -> Any:
        """The form, with what was sent if the page was."""
        options, is_sent = self.form_options(), self.request.method == "POST"
        if is_sent and self.request.FILES:
            options["files"] = self.request.FILES
        return self.form_class(self.request.POST if is_sent else None, **options)

    def form_options(self) -> dict[str, Any]:
        """What the form is made with beside what was sent."""
        taken = {name: self.reader if name == "user" else self.records[name] for name in self.form_takes}
        initial = self.initial()
        return {**taken, "initial": initial} if initial else taken

    def initial(self) -> dict[str, Any]:
        """What stands in the fields of a new form."""
        return {}

    def form_shown(self, form: Any) -> HttpResponseBase:
        """The page with the form."""
        told = self.introduction
        paragraphs = told if isinstance(told, tuple) else (told,) if told else ()
        return self.render(
            form=form,
            caption=self.words(self.caption),
            warning=self.words(self.warning),
            introduction=[self.words(paragraph) for paragraph in paragraphs],
            save=self.words(self.save),
            back_url=self.back_address(),
        )

    def back_address(self) -> str:
        """Where "Cancel" leads."""
        return self.address_of(self.back) if self.back else self.parent_address


class EditPage(FormPage):
    """A form that changes the last record of the address; it carries the mark of the record as it was opened."""

    def form_options(self) -> dict[str, Any]:
        return {"record": next(reversed(self.records.values())), **super().form_options()}
