"""How an approved version of a business case becomes lines of the savings tracker, and the next version after it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from finance.domain.savings import check_theirs, lock_tracker, new_savings_code, next_position
from finance.enums import CaseStatus, Measure, ValueKind
from finance.models import CaseVersion, SavingsLine, SavingsValue
from finance.queries.savings_taken import Taken, taken_from
from finance.rules.money import Standing
from finance.rules.savings import WHOLE_YEAR
from programme.errors import DomainError
from programme.models import User


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
