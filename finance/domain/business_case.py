"""What can be done to a business case: worked out in a draft, approved and frozen, taken on in the next version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from finance.domain.case_amounts import put_amounts
from finance.enums import CaseStage, CaseStatus, LineKind
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion
from finance.queries.business_cases import cell_of, profile_of
from finance.queries.grid_years import possible_years
from finance.rules.parameters import DEFAULT, ParametersWrong, kept_parameters, reach_of, read_parameters
from finance.rules.profile import ProfileRefused, worked_out
from programme.domain.codes import new_code
from programme.domain.editing import lock_unchanged
from programme.domain.keeping_rules import check_begun, check_rules, write
from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from programme.values.partial_date import PartialDate
from services.models import ServiceReview

LONGEST_CASE = 60
"""Years that a case may run for: as many as its grid can show."""


@transaction.atomic
def create_case(
    *,
    review: ServiceReview,
    name: str,
    summary: str,
    stage: CaseStage,
    first_year: int,
    years: int,
    one_off_first_year: int,
    price_base: str,
    note: str,
    actor: User,
    at: datetime,
) -> CaseVersion:
    """Begin a business case with its first version, a draft. Raises NotAllowed, DomainError."""
    check_permission(actor, "finance.change_case", review)
    case = BusinessCase.objects.create(
        programme=review.programme,
        review=review,
        code=new_code(name, among=BusinessCase.objects.filter(programme=review.programme_id)),
        name=name.strip(),
        summary=summary.strip(),
    )
    version = CaseVersion(
        case=case,
        number=1,
        stage=stage,
        first_year=first_year,
        years=years,
        one_off_first_year=one_off_first_year,
        price_base=price_base.strip(),
        parameters=kept_parameters(DEFAULT),
        note=note.strip(),
        created_by=actor,
        created_at=at,
    )
    _check_years(version)
    version.save()
    return version


@transaction.atomic
def change_case(*, case: BusinessCase, name: str, summary: str, seen: str, actor: User, at: datetime) -> BusinessCase:
    """Change what a case is called and said to be. Raises NotAllowed, ChangedByAnother."""
    check_permission(actor, "finance.change_case", case.review)
    case = lock_unchanged(case, seen=seen)
    case.name, case.summary = name.strip(), summary.strip()
    case.save()
    return case


@transaction.atomic
def change_version(
    *,
    version: CaseVersion,
    stage: CaseStage,
    first_year: int,
    years: int,
    one_off_first_year: int,
    price_base: str,
    note: str,
    parameters: dict[str, Any],
    edition: int,
    actor: User,
    at: datetime,
) -> CaseVersion:
    """Change what a draft runs for and is worked out with. Amounts outside its years stay and do not count.

    Lines with a full-year amount are worked out again for its years. `edition` is the one that was opened. Raises
    NotAllowed, ChangedByAnother, DomainError.
    """
    version = lock_draft(version, edition=edition, actor=actor)
    version.stage, version.first_year, version.years = stage, first_year, years
    version.one_off_first_year = one_off_first_year
    version.price_base, version.note, version.parameters = price_base.strip(), note.strip(), parameters
    check_settings(version)
    version.edition += 1
    version.save()
    work_out_lines(version)
    return version


@transaction.atomic
def approve_version(
    *, version: CaseVersion, approval: str, approved: PartialDate, edition: int, actor: User, at: datetime
) -> CaseVersion:
    """Record that a draft was approved, by whom and when; from then on the database refuses any change to it.

    Raises NotAllowed, ChangedByAnother, DomainError.
    """
    version = _lock(version)
    check_permission(actor, "finance.approve_case", version.case.review)
    _check_draft(version, edition=edition)
    if not approval.strip():
        raise DomainError("Say which body or person approved it.", field="approval")
    check_begun(approved, "it was approved", today=timezone.localdate(at), field="approved")
    if not version.lines.filter(removed_at__isnull=True).exists():
        raise DomainError("The version has no lines yet, so there is nothing to approve.")
    version.status, version.approval, version.approved = CaseStatus.APPROVED, approval.strip(), approved
    version.approved_by, version.approved_at = actor, at
    version.save()
    return version


@transaction.atomic
def withdraw_version(*, version: CaseVersion, reason: str, actor: User, at: datetime) -> CaseVersion:
    """Withdraw a version, draft or approved; it stays in the record. Raises NotAllowed, DomainError."""
    version = _lock(version)
    check_permission(actor, "finance.approve_case", version.case.review)
    if version.status == CaseStatus.WITHDRAWN:
        raise DomainError("This version has been withdrawn already.")
    version.status, version.withdrawn_reason = CaseStatus.WITHDRAWN, reason.strip()
    return write(version)


@transaction.atomic
def next_version(*, case: BusinessCase, stage: CaseStage, actor: User, at: datetime) -> CaseVersion:
    """Begin the next version of a case as a draft with all that the last one says. Raises NotAllowed, DomainError."""
    case = BusinessCase.objects.select_for_update(of=("self",)).select_related("review__programme").get(pk=case.pk)
    check_permission(actor, "finance.change_case", case.review)
    versions = case.versions.order_by("number")
    last = versions.last()
    number = (case.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    if last is None:
        raise DomainError("This case has no version to go on from.")
    made = write(
        CaseVersion(
            case=case,
            number=number,
            stage=stage,
            first_year=last.first_year,
            years=last.years,
            one_off_first_year=last.one_off_first_year,
            price_base=last.price_base,
            parameters=last.parameters,
            note=last.note,
            created_by=actor,
            created_at=at,
        )
    )
    _copy_lines(last, made)
    return made


def _copy_lines(before: CaseVersion, after: CaseVersion) -> None:
    lines = list(before.lines.filter(removed_at__isnull=True).order_by("pk"))
    olds = [line.pk for line in lines]
    for line in lines:
        line.pk, line.version = None, after
        line._state.adding = True
    made = dict(zip(olds, CaseLine.objects.bulk_create(lines), strict=True))
    amounts = list(CaseAmount.objects.filter(line__in=olds).order_by("pk"))
    for amount in amounts:
        amount.pk, amount.line = None, made[amount.line_id]
        amount._state.adding = True
    CaseAmount.objects.bulk_create(amounts)


def lock_draft(version: CaseVersion, *, edition: int, actor: User) -> CaseVersion:
    """The draft, read again and locked, for who may change it. Raises NotAllowed, ChangedByAnother, DomainError."""
    version = _lock(version)
    check_permission(actor, "finance.change_case", version.case.review)
    _check_draft(version, edition=edition)
    return version


def _lock(version: CaseVersion) -> CaseVersion:
    return (
        CaseVersion.objects.select_for_update(of=("self",)).select_related("case__review__programme").get(pk=version.pk)
    )


def _check_draft(version: CaseVersion, *, edition: int) -> None:
    if version.status != CaseStatus.DRAFT:
        raise DomainError(
            f"Version {version.number} is {version.get_status_display().lower()}, so it does not change. "
            "Begin the next version instead."
        )
    if version.edition != edition:
        raise ChangedByAnother.while_open("this version")


def check_settings(version: CaseVersion) -> None:
    """Whether a version can run for its years and be worked out with its parameters. Raises DomainError."""
    _check_years(version)
    try:
        parameters = read_parameters(version.parameters)
    except ParametersWrong as error:
        raise DomainError(f"What it is worked out with cannot be read: {error}.") from error
    reach, last = reach_of(parameters.bands), version.first_year + version.years - 1 - version.one_off_first_year
    if reach is not None and reach < last:
        raise DomainError(
            f"The rates reach year {reach}, and the case runs to year {last} from its first cost.", field="own_rates"
        )


def work_out_lines(version: CaseVersion) -> None:
    """Give the lines with a full-year amount what they come to in the years of a draft. Raises DomainError."""
    lines = version.lines.filter(removed_at__isnull=True, full_year__isnull=False).order_by("pk")
    amounts = {(row.line_id, row.year): row for row in CaseAmount.objects.filter(line__in=lines)}
    for line in lines:
        standing = {year: cell_of(row) for (pk, year), row in amounts.items() if pk == line.pk}
        profile, kind = profile_of(line), LineKind(line.kind)
        try:
            cells = worked_out(
                profile,  # type: ignore[arg-type]  # each has a full-year amount
                kind=kind,
                span=possible_years(version, kind),
                standing=standing,
                sent={},
            )
        except ProfileRefused as error:
            raise DomainError(f"{line.name}: {error.message}", field="years") from error
        put_amounts(line, cells, amounts)


def _check_years(version: CaseVersion) -> None:
    if not 1 <= version.years <= LONGEST_CASE:
        raise DomainError(f"Enter from 1 to {LONGEST_CASE} years.", field="years")
    check_rules(version)
    if version.first_year - version.one_off_first_year > LONGEST_CASE:
        raise DomainError(f"One-off costs begin at most {LONGEST_CASE} years before.", field="one_off_first_year")
