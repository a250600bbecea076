"""What can be done to the parts of a report: sections, recommendations and background papers.

Each part carries its own mark (`part_mark`), so two clerks work on two sections at once and neither overwrites the
other; moving a part changes no words and so makes nobody's form stale. Nothing is deleted: a part taken out is closed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from governance.blocks import check_parameters
from governance.enums import SectionKind
from governance.models import BackgroundPaper, Recommendation, Report, ReportSection
from programme.domain.codes import new_code, next_place
from programme.domain.keeping_rules import write
from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission

PartT = TypeVar("PartT", ReportSection, Recommendation, BackgroundPaper)

CONTENT_FIELDS: dict[type, tuple[str, ...]] = {
    ReportSection: ("heading", "kind", "body", "block", "parameters", "removed_at"),
    Recommendation: ("text", "reason", "removed_at"),
    BackgroundPaper: ("title", "dated", "location", "removed_at"),
}


def part_mark(part: ReportSection | Recommendation | BackgroundPaper) -> str:
    """A short mark of what a part says, wherever it stands."""
    values = {name: str(getattr(part, name)) for name in CONTENT_FIELDS[type(part)] if name != "parameters"}
    values["parameters"] = json.dumps(getattr(part, "parameters", {}), sort_keys=True)
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:20]


def _lock_report(*, report_id: int, actor: User, at: datetime) -> Report:
    report = Report.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=report_id)
    check_permission(actor, "governance.change_report", report)
    report.edited_at = at
    report.save(update_fields=["edited_at"])
    return report


def _lock_part(*, part: PartT, actor: User, at: datetime, seen: str | None = None) -> PartT:
    """The part as it stands, its report locked. With `seen`, refuses when its words changed since."""
    _lock_report(report_id=part.report_id, actor=actor, at=at)
    current = type(part).objects.get(pk=part.pk)
    if seen is not None and part_mark(current) != seen:
        raise ChangedByAnother(
            "Someone else changed this part while you had it open. Nothing has been overwritten. "
            "Your text is still below: compare it with what stands now, then save again."
        )
    return current


def _next_position(model: type[PartT], report: Report) -> int:
    return next_place(model.objects.filter(report=report))


def _clean_section(section: ReportSection) -> None:
    report = section.report
    before = report.sections.filter(removed_at__isnull=True, position__lt=section.position).exclude(pk=section.pk)
    if not section.heading and not before.exists():
        raise DomainError("Give the first section a heading.", field="heading")
    if section.kind == SectionKind.BLOCK:
        check_parameters(code=section.block, parameters=section.parameters, programme=report.programme)


@transaction.atomic
def add_section(
    *,
    report: Report,
    heading: str,
    after: ReportSection | None = None,
    body: str = "",
    block: str = "",
    parameters: Mapping[str, Any] | None = None,
    is_appendix: bool = False,
    actor: User,
    at: datetime,
) -> ReportSection:
    """Add a section of text, or with `block` a live block; after another section, or at the end. Or an appendix.

    Without a heading it continues the section before it. Raises NotAllowed, BlockParametersInvalid, DomainError.
    """
    report = _lock_report(report_id=report.pk, actor=actor, at=at)
    name = heading.strip() or block.replace("_", "-") or "text"
    if is_appendix:
        if not heading.strip():
            raise DomainError("Give the appendix a title.", field="heading")
        name = f"{ReportSection.APPENDIX_CODE} {name}"
    section = ReportSection(
        report=report,
        code=new_code(name, among=ReportSection.objects.filter(report=report)),
        position=_next_position(ReportSection, report),
        heading=heading.strip(),
        kind=SectionKind.BLOCK if block else SectionKind.PROSE,
        body="" if block else body.strip(),
        block=block,
        parameters=dict(parameters or {}) if block else {},
    )
    _clean_section(section)
    section.save()
    if after is not None:
        order = [part for part in _in_order(section) if part.pk != section.pk]
        place = next((index for index, part in enumerate(order, start=1) if part.pk == after.pk), len(order))
        _set_order([*order[:place], section, *order[place:]])
    return section


@transaction.atomic
def change_section(
    *,
    section: ReportSection,
    seen: str,
    heading: str,
    body: str = "",
    parameters: Mapping[str, Any] | None = None,
    actor: User,
    at: datetime,
) -> ReportSection:
    """Change a section's heading and its text, or its block's parameters.

    Raises NotAllowed, ChangedByAnother (nothing overwritten), BlockParametersInvalid, DomainError.
    """
    section = _lock_part(part=section, actor=actor, at=at, seen=seen)
    _check_present(section)
    section.heading = heading.strip()
    if section.kind == SectionKind.BLOCK:
        section.parameters = dict(parameters or {})
    else:
        section.body = body.strip()
    _clean_section(section)
    section.save()
    return section


@transaction.atomic
def add_recommendation(*, report: Report, text: str, reason: str, actor: User, at: datetime) -> Recommendation:
    """Add a recommendation at the end. Raises NotAllowed, DomainError."""
    report = _lock_report(report_id=report.pk, actor=actor, at=at)
    position = _next_position(Recommendation, report)
    return write(Recommendation(report=report, position=position, text=text.strip(), reason=reason.strip()))


@transaction.atomic
def change_recommendation(
    *, recommendation: Recommendation, seen: str, text: str, reason: str, actor: User, at: datetime
) -> Recommendation:
    """Change a recommendation. Raises NotAllowed, ChangedByAnother, DomainError."""
    recommendation = _lock_part(part=recommendation, actor=actor, at=at, seen=seen)
    _check_present(recommendation)
    recommendation.text, recommendation.reason = text.strip(), reason.strip()
    return write(recommendation)


@transaction.atomic
def add_background_paper(
    *, report: Report, title: str, dated: Any, location: str, actor: User, at: datetime
) -> BackgroundPaper:
    """Add a background paper at the end; `dated` is a PartialDate or None. Raises NotAllowed, DomainError."""
    report = _lock_report(report_id=report.pk, actor=actor, at=at)
    if not title.strip():
        raise DomainError("Name the paper.", field="title")
    return BackgroundPaper.objects.create(
        report=report,
        position=_next_position(BackgroundPaper, report),
        title=title.strip(),
        dated=dated,
        location=location.strip(),
    )


@transaction.atomic
def change_background_paper(
    *, paper: BackgroundPaper, seen: str, title: str, dated: Any, location: str, actor: User, at: datetime
) -> BackgroundPaper:
    """Change a background paper. Raises NotAllowed, ChangedByAnother, DomainError."""
    paper = _lock_part(part=paper, actor=actor, at=at, seen=seen)
    _check_present(paper)
    if not title.strip():
        raise DomainError("Name the paper.", field="title")
    paper.title, paper.dated, paper.location = title.strip(), dated, location.strip()
    paper.save()
    return paper


@transaction.atomic
def move_part(*, part: PartT, up: bool, actor: User, at: datetime) -> PartT:
    """Move a part one place up or down among the parts that stand; at the edge it stays.

    Raises NotAllowed, DomainError.
    """
    part = _lock_part(part=part, actor=actor, at=at)
    _check_present(part)
    order = _in_order(part)
    place = next(index for index, other in enumerate(order) if other.pk == part.pk)
    target = place - 1 if up else place + 1
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
    _check_first(order)
    _set_order(order)
    return part


@transaction.atomic
def remove_part(*, part: PartT, actor: User, at: datetime) -> PartT:
    """Take a part out of the report; its row stays, closed. Raises NotAllowed, DomainError."""
    part = _lock_part(part=part, actor=actor, at=at)
    _check_present(part)
    _check_first([other for other in _in_order(part) if other.pk != part.pk])
    part.removed_at = at
    part.save(update_fields=["removed_at"])
    return part


@transaction.atomic
def restore_part(*, part: PartT, actor: User, at: datetime) -> PartT:
    """Put a part that was taken out back where it stood. Raises NotAllowed, DomainError."""
    part = _lock_part(part=part, actor=actor, at=at)
    part.removed_at = None
    part.save(update_fields=["removed_at"])
    _check_first(_in_order(part))
    return part


def _check_present(part: ReportSection | Recommendation | BackgroundPaper) -> None:
    if part.removed_at is not None:
        raise DomainError("This part was taken out of the report. Put it back before you change it.")


def _check_first(order: list[Any]) -> None:
    if order and isinstance(order[0], ReportSection) and not order[0].heading:
        raise DomainError(
            "The first section must have a heading, and the one that would be first has none: give it a heading first."
        )


def _in_order(part: PartT) -> list[PartT]:
    standing = type(part).objects.filter(report=part.report_id, removed_at__isnull=True)
    return list(standing.order_by("position", "pk"))


def _set_order(order: list[PartT]) -> None:
    for position, part in enumerate(order, start=1):
        if part.position != position:
            part.position = position
            part.save(update_fields=["position"])
