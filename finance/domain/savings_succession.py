"""Lines of the savings tracker merged into one, or one split into several. What is carried over sums to the penny.

The lines before stay in the record, closed; the new ones say where they came from. Who merges or splits writes the
values of every council that the lines have values of.

How an approved version of a business case becomes lines of the savings tracker, and the next version after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from finance.domain.savings import check_open, check_theirs, close, lock_tracker, new_savings_code, next_position
from finance.enums import CaseStatus, Measure, ValueKind
from finance.models import CaseVersion, SavingsLine, SavingsSuccession, SavingsValue
from finance.queries.savings_reconciliation import Taken, taken_from
from finance.rules.money import BLANK, Cell, Standing
from finance.rules.savings import MONTHS, WHOLE_YEAR, cell_of, divided, spread, together
from programme.domain.editing import lock_unchanged
from programme.errors import DomainError
from programme.models import User
from services.models import ServiceReview

Key = tuple[int | None, int, int, str]
"""Whose, in which year and month, of which kind."""


@transaction.atomic
def merge_lines(
    *, review: ServiceReview, lines: Sequence[SavingsLine], name: str, on: date, reason: str, actor: User, at: datetime
) -> SavingsLine:
    """Close two or more lines and go on with one that has all their amounts. Raises NotAllowed, DomainError."""
    review = lock_tracker(review, actor=actor)
    before = list(SavingsLine.objects.select_for_update().filter(pk__in=[line.pk for line in lines]).order_by("pk"))
    if len(before) < 2 or any(line.review_id != review.pk for line in before):
        raise DomainError("Choose two or more lines of this review.", field="lines")
    if len({(line.measure, line.is_cashable) for line in before}) > 1:
        raise DomainError(
            "Choose lines of one measure, all cashable or all not: what is merged can no longer be told apart.",
            field="lines",
        )
    for line in before:
        check_open(line)
    first = before[0]
    told = [_cells(line) for line in before]
    check_theirs(review, {key[0] for cells in told for key in cells}, actor=actor)
    after = _new(review, name=name, like=first, position=next_position(review))
    cells = merged(told)
    _write(after, cells)
    for line in before:
        _succeed(line, [after], on=on, reason=reason, at=at)
    return after


@transaction.atomic
def split_line(
    *, line: SavingsLine, parts: Mapping[str, Decimal], on: date, reason: str, seen: str, actor: User, at: datetime
) -> list[SavingsLine]:
    """Close a line and go on with several, each with its per cent of every amount, by largest remainder.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    review = lock_tracker(line.review, actor=actor)
    line = lock_unchanged(line, seen=seen)
    check_open(line)
    told = _cells(line)
    check_theirs(review, {key[0] for key in told}, actor=actor)
    if len(parts) < 2 or any(share <= 0 for share in parts.values()):
        raise DomainError("Name two or more parts, each with its per cent above 0.", field="parts")
    if sum(parts.values()) != 100:
        raise DomainError(f"The parts come to {sum(parts.values()):f} per cent. They must come to 100.", field="parts")
    weights = {f"{place:03}": share for place, share in enumerate(parts.values())}
    position = next_position(review)
    after = {
        key: _new(review, name=name, like=line, position=position + place)
        for place, (key, name) in enumerate(zip(weights, parts, strict=True))
    }
    shared = {cell: divided(what, weights) for cell, what in told.items()}
    for key, part in after.items():
        _write(part, {cell: found[key] for cell, found in shared.items()})
    _succeed(line, list(after.values()), on=on, reason=reason, at=at)
    return list(after.values())


def merged(told: Sequence[Mapping[Key, Cell]]) -> dict[Key, Cell]:
    """The cells of several lines as those of one.

    Where one line tells a year whole and another by month, the whole is spread over the months to the penny.
    """
    by_month = {
        (whose, year, kind)
        for cells in told
        for (whose, year, month, kind), cell in cells.items()
        if month != WHOLE_YEAR and cell != BLANK
    }
    found: dict[Key, list[Cell]] = {}
    for cells in told:
        for (whose, year, month, kind), cell in cells.items():
            if month == WHOLE_YEAR and (whose, year, kind) in by_month:
                for place, part in _spread(cell).items():
                    found.setdefault((whose, year, place, kind), []).append(part)
            else:
                found.setdefault((whose, year, month, kind), []).append(cell)
    return {key: together(cells) for key, cells in found.items()}


def _spread(cell: Cell) -> dict[int, Cell]:
    if cell == BLANK:
        return {}
    if cell.amount is None:
        return dict.fromkeys(MONTHS, cell)
    return {month: Cell(cell.standing, part) for month, part in spread(cell.amount).items()}


def _cells(line: SavingsLine) -> dict[Key, Cell]:
    return {(row.council_id, row.year, row.month, row.kind): cell_of(row) for row in line.values.order_by("pk")}


def _new(review: ServiceReview, *, name: str, like: SavingsLine, position: int) -> SavingsLine:
    return SavingsLine.objects.create(
        programme=review.programme,
        review=review,
        code=new_savings_code(review, name),
        name=name.strip(),
        measure=like.measure,
        is_cashable=like.is_cashable,
        evidence=like.evidence,
        state=like.state,
        state_reason=like.state_reason,
        owner=like.owner,
        position=position,
    )


def _write(line: SavingsLine, cells: Mapping[Key, Cell]) -> None:
    SavingsValue.objects.bulk_create(
        SavingsValue(
            line=line,
            council_id=whose,
            year=year,
            month=month,
            kind=kind,
            amount=cell.amount,
            is_withheld=cell.standing is Standing.WITHHELD,
        )
        for (whose, year, month, kind), cell in cells.items()
    )


def _succeed(line: SavingsLine, after: Sequence[SavingsLine], *, on: date, reason: str, at: datetime) -> None:
    close(line, on=on, reason=reason, at=at)
    for one in after:
        SavingsSuccession.objects.create(line=one, before=line, on=on, reason=reason.strip())


@transaction.atomic
def take_from_version(
    *, version: CaseVersion, replace: Collection[str], actor: User, at: datetime
) -> tuple[list[SavingsLine], list[SavingsLine]]:
    """Follow every savings line of an approved version; the lines made, and those whose plan was replaced.

    A line that is followed already now answers to this version. Its plan stays as it is, unless its code (that of the
    case's line) is among `replace`: then it becomes that of the version, for whole years.

    Raises NotAllowed, DomainError.
    """
    review = lock_tracker(version.case.review, actor=actor)
    if version.status != CaseStatus.APPROVED:
        raise DomainError(
            f"Version {version.number} is {version.get_status_display().lower()}. Only an approved version is followed."
        )
    made: list[SavingsLine] = []
    replaced: list[SavingsLine] = []
    position = next_position(review)
    for taken in taken_from(version):
        case_line, line = taken.case_line, taken.line
        if line is None:
            line = SavingsLine.objects.create(
                programme=review.programme,
                review=review,
                version=version,
                case_line=case_line,
                code=new_savings_code(review, case_line.name),
                name=case_line.name,
                measure=case_line.measure or Measure.RECURRING,
                is_cashable=case_line.is_cashable,
                evidence=case_line.evidence,
                position=position + len(made),
            )
            _plan(line, taken)
            made.append(line)
            continue
        if line.closed_on is None and line.version is not None and line.version.number < version.number:
            line.version, line.case_line = version, case_line
            line.save()
        if line.closed_on is None and taken.differs and case_line.code in replace:
            told = line.values.filter(kind=ValueKind.PLAN).filter(Q(amount__isnull=False) | Q(is_withheld=True))
            whose = {case_line.council_id, *told.values_list("council", flat=True)}
            check_theirs(review, whose, actor=actor)
            _plan(line, taken)
            replaced.append(line)
    return made, replaced


def _plan(line: SavingsLine, taken: Taken) -> None:
    """Make the version's amounts the plan of a line; what stood in other cells of the plan is cleared."""
    rows = {(row.council_id, row.year, row.month): row for row in line.values.filter(kind=ValueKind.PLAN)}
    council = taken.case_line.council_id
    for (whose, year, month), row in rows.items():
        if (whose, month) != (council, WHOLE_YEAR) or year not in taken.plan:
            row.amount, row.is_withheld = None, False
            row.save()
    for year, cell in taken.plan.items():
        row = rows.get((council, year, WHOLE_YEAR)) or SavingsValue(
            line=line, council_id=council, year=year, month=WHOLE_YEAR, kind=ValueKind.PLAN
        )
        row.amount, row.is_withheld = cell.amount, cell.standing is Standing.WITHHELD
        row.save()
