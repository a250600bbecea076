"""Sections of a report: adding text or a live block, changing, moving, taking out and putting back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from governance.blocks import BLOCKS, BlockContext
from governance.domain.report_part import add_section, change_section, move_part, remove_part, restore_part
from governance.forms.report_parts import BlockSectionForm, HeadingForm, TextSectionForm
from governance.models import Report, ReportSection
from governance.views.lookup import CHANGE_REPORT, part_of, report_for
from programme.errors import DomainError, NotAllowed
from programme.views.lookup import posted

TEXT, APPENDIX = "text", "appendix"


@require_http_methods(["GET", "HEAD", "POST"])
def section_create(request: HttpRequest, programme_code: str, report_code: str) -> HttpResponse:
    """Choose what to add, then fill it in. `kind` is "text", "appendix" or a live block's code.

    `after` is the section before it.
    """
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    kind, after_code = request.GET.get("kind", ""), request.GET.get("after", "")
    after = report.sections.filter(code=after_code, removed_at__isnull=True).first() if after_code else None
    context: dict[str, Any] = {"programme": report.programme, "report": report, "after": after}
    if kind not in (TEXT, APPENDIX, *BLOCKS):
        context["blocks"] = list(BLOCKS.values())
        return render(request, "governance/section_choose.html", context)
    form = _form_for(request, report=report, block=kind if kind in BLOCKS else "", record=None)
    if request.method == "POST":
        add = partial(add_section, block=kind if kind in BLOCKS else "", is_appendix=kind == APPENDIX)
        section = form.submit(add, report=report, after=after, actor=request.user, at=timezone.now())
        if section is not None:
            messages.success(request, "Section added")
            return _back(report, section)
    block = BLOCKS.get(kind)
    context |= {"form": form, "live_block": block, "title": block.title if block else kind.capitalize()}
    return render(request, "governance/section_create.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, programme_code: str, report_code: str, section_code: str) -> HttpResponse:
    """Change a section."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    section = _section(report, section_code)
    if section.block and section.block not in BLOCKS:
        messages.error(request, f"There is no live block “{section.block}”. Take this section out and add another.")
        return _back(report, section)
    form = _form_for(request, report=report, block=section.block, record=section)
    if request.method == "POST":
        changed = form.submit(change_section, section=section, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Section saved")
            return _back(report, changed)
    block = BLOCKS.get(section.block)
    title = section.heading or (block.title if block else "Text, continued")
    context = {"programme": report.programme, "report": report, "form": form, "live_block": block, "title": title}
    return render(request, "governance/section_edit.html", context)


@require_POST
def section_move(request: HttpRequest, programme_code: str, report_code: str, section_code: str) -> HttpResponse:
    """Move a section one place up or down."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    section = _section(report, section_code)
    act = partial(move_part, up=request.POST.get("to") == "up")
    return _done(request, report, section, act, "Section moved")


@require_POST
def section_remove(request: HttpRequest, programme_code: str, report_code: str, section_code: str) -> HttpResponse:
    """Take a section out of the report."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    return _done(request, report, _section(report, section_code), remove_part, "Section taken out. It can be put back.")


@require_POST
def section_restore(request: HttpRequest, programme_code: str, report_code: str, section_code: str) -> HttpResponse:
    """Put a section back where it stood."""
    report = report_for(request, programme_code, report_code, permission=CHANGE_REPORT)
    return _done(request, report, _section(report, section_code), restore_part, "Section put back")


def _section(report: Report, code: str) -> ReportSection:
    section: ReportSection = part_of(report.sections, code=code)
    section.report = report
    return section


def _form_for(request: HttpRequest, *, report: Report, block: str, record: ReportSection | None) -> HeadingForm:
    if not block:
        return TextSectionForm(posted(request), record=record)
    if block not in BLOCKS:
        raise Http404
    told = BlockContext(programme=report.programme, body=report.meeting.body, as_at=None, at=timezone.now())
    return BlockSectionForm(posted(request), block=BLOCKS[block], told=told, record=record)


def _done(request: HttpRequest, report: Report, part: Any, act: Any, said: str) -> HttpResponse:
    try:
        act(part=part, actor=request.user, at=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    return _back(report, part)


def _back(report: Report, part: Any) -> HttpResponse:
    """The report's page, at the part."""
    anchor = f"#section-{part.code}" if isinstance(part, ReportSection) else ""
    return redirect(f"{report.get_absolute_url()}{anchor}")
