"""Sections of a report: adding text or a live block, changing, moving, taking out and putting back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.blocks import BLOCKS, BlockContext
from governance.domain.report_part import add_section, change_section, move_part, remove_part, restore_part
from governance.forms.report_parts import BlockSectionForm, HeadingForm, TextSectionForm
from governance.models import ReportSection
from governance.pages.records import CHANGE_REPORT, ReportPage
from programme.pages.form_page import ActPage, ButtonPage, EditPage, FormPage
from programme.pages.wording import Words

TEXT, APPENDIX = "text", "appendix"


class SectionPage(ReportPage, ActPage):
    """A page about a section; after it the browser goes back to the report, at the section."""

    permission = CHANGE_REPORT
    section: ReportSection

    def next_address(self, saved: Any) -> str:
        section = saved if isinstance(saved, ReportSection) else self.section
        return f"{self.report.get_absolute_url()}#section-{section.code}"

    def section_form(self, block: str, record: ReportSection | None) -> HeadingForm:
        """The form of a section of text, or of a live block by its code."""
        typed = self.request.POST if self.request.method == "POST" else None
        if not block:
            return TextSectionForm(typed, record=record)
        context = BlockContext(programme=self.programme, body=self.report.meeting.body, as_at=None, at=timezone.now())
        return BlockSectionForm(typed, block=BLOCKS[block], told=context, record=record)


class SectionCreate(SectionPage, FormPage):
    """Choose what to add, then fill it in. `kind` is "text", "appendix" or a live block's code.

    `after` is the section before it.
    """

    template_name = "governance/section_form.html"
    save = _("Add section")
    success = _("Section added")

    @property
    def kind(self) -> str:
        """What is added; "" until it is chosen."""
        asked = self.request.GET.get("kind", "")
        return asked if asked in (TEXT, APPENDIX, *BLOCKS) else ""

    @property
    def block(self) -> str:
        return self.kind if self.kind in BLOCKS else ""

    @property
    def title(self) -> Words:
        if not self.kind:
            return _("Add a section")
        return f"{_('Add a section')}: {BLOCKS[self.block].title if self.block else self.kind.capitalize()}"

    @cached_property
    def after(self) -> ReportSection | None:
        """The section after which this one stands."""
        code = self.request.GET.get("after", "")
        return self.report.sections.filter(code=code, removed_at__isnull=True).first() if code else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().post(request, *args, **kwargs) if self.kind else self.get(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.kind:
            return super().get(request, *args, **kwargs)
        self.template_name = "governance/section_choose.html"  # type: ignore[misc]
        return self.render(blocks=list(BLOCKS.values()))

    act = add_section

    def arguments(self) -> dict[str, Any]:
        is_appendix = self.kind == APPENDIX
        return {"report": self.report, "after": self.after, "block": self.block, "is_appendix": is_appendix}

    def form(self) -> Any:
        return self.section_form(self.block, None)

    def details(self) -> dict[str, Any]:
        return {"after": self.after, "live_block": BLOCKS.get(self.block)}


class SectionEdit(SectionPage, EditPage):
    """Change a section."""

    template_name = "governance/section_form.html"
    record_class = ReportSection
    act = change_section
    success = _("Section saved")

    @property
    def title(self) -> Words:
        block = BLOCKS.get(self.section.block)
        return f"{_('Change')} {self.section.heading or (block.title if block else _('Text, continued'))}"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._without_block() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._without_block() or super().post(request, *args, **kwargs)

    def form(self) -> Any:
        return self.section_form(self.section.block, self.section)

    def details(self) -> dict[str, Any]:
        return {"live_block": BLOCKS.get(self.section.block), "names_block": True}

    def _without_block(self) -> HttpResponseBase | None:
        """Back to the report, with a word, where the section's live block is no longer there."""
        if not self.section.block or self.section.block in BLOCKS:
            return None
        gone = _("There is no live block “{section.block}”. Take this section out and add another.")
        messages.error(self.request, self.words(gone))
        return redirect(self.next_address(None))


class SectionAct(SectionPage, ButtonPage):
    """An act on a section behind a button of the report's page."""

    record_class = ReportSection

    def arguments(self) -> dict[str, Any]:
        return {"part": self.section}


class SectionMove(SectionAct):
    """Move a section one place up or down."""

    act = move_part
    success = _("Section moved")

    def arguments(self) -> dict[str, Any]:
        return {"part": self.section, "up": self.request.POST.get("to") == "up"}


class SectionRemove(SectionAct):
    """Take a section out of the report."""

    act = remove_part
    success = _("Section taken out. It can be put back.")


class SectionRestore(SectionAct):
    """Put a section back where it stood."""

    act = restore_part
    success = _("Section put back")
