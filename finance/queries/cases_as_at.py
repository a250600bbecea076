"""Business cases as they stand, or as the history has them at a past moment, ready for their rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from finance.enums import CaseStatus
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion, PrintedFigure
from finance.queries.business_cases import case_from
from finance.rules.case import Case, Derived, derive
from programme.models import Programme
from services.queries.reviews_as_at import came_later, last_known, programme_began

VERSION_FIELDS = (
    "case_id",
    "number",
    "stage",
    "status",
    "first_year",
    "years",
    "one_off_first_year",
    "price_base",
    "parameters",
    "created_at",
    "approved_at",
)
LINE_FIELDS = (
    "version_id",
    "code",
    "kind",
    "group",
    "name",
    "subset",
    "full_year",
    "starts_on",
    "phasing",
    "position",
    "removed_at",
)
AMOUNT_FIELDS = ("line_id", "year", "amount", "is_withheld")
PRINTED_FIELDS = ("version_id", "figure", "value", "source", "note")


@dataclass(frozen=True)
class CaseThen:
    """A case by the name it had, its last version, and what that came to."""

    code: str
    name: str
    version: CaseVersion
    case: Case
    derived: Derived
    printed: tuple[PrintedFigure, ...]


def cases_at(
    *, programme: Programme, cases: Iterable[BusinessCase], as_at: datetime | None, only_approved: bool = False
) -> list[CaseThen]:
    """The cases with the last version of each that was not withdrawn; those without one are left out.

    With `as_at` versions, lines, amounts and printed figures are read from the history: what was recorded later does
    not count, but an amount that has been withheld since is withheld. However many the cases are, at most eight
    queries, six without a moment. Not to be saved.
    """

    def last(versions: list[CaseVersion]) -> list[CaseVersion]:
        found: dict[int, CaseVersion] = {}
        for version in versions:
            best = found.get(version.case_id)
            if _counts(version, only_approved=only_approved) and (best is None or version.number > best.number):
                found[version.case_id] = version
        return list(found.values())

    told = _told(programme=programme, cases=cases, as_at=as_at, choose=last)
    return sorted(told, key=lambda one: (one.name.casefold(), one.code))


def versions_at(*, programme: Programme, cases: Iterable[BusinessCase], as_at: datetime | None) -> list[CaseThen]:
    """Every version of the cases, withdrawn ones too, by case and number; as `cases_at` reads them."""
    told = _told(programme=programme, cases=cases, as_at=as_at, choose=list)
    return sorted(told, key=lambda one: (one.code, one.version.number))


def version_at(version: CaseVersion, *, as_at: datetime) -> Case | None:
    """One version as `cases_at` reads it; None where it was not there yet. At most seven queries."""

    def this(versions: list[CaseVersion]) -> list[CaseVersion]:
        return [one for one in versions if one.pk == version.pk]

    told = _told(programme=version.case.programme, cases=[version.case], as_at=as_at, choose=this)
    return told[0].case if told else None


def _told(
    *,
    programme: Programme,
    cases: Iterable[BusinessCase],
    as_at: datetime | None,
    choose: Callable[[list[CaseVersion]], list[CaseVersion]],
) -> list[CaseThen]:
    """The versions chosen among those that were there, with what each came to."""
    found = {case.pk: case for case in cases}
    read = _reader(programme, as_at)
    names = read(BusinessCase, {"pgh_obj_id__in": found}, ("name",)) if as_at is not None else {}
    rows = read(CaseVersion, {"case__in": found}, VERSION_FIELDS)
    known = [CaseVersion(pk=identity, **values) for identity, values in rows.items()]
    versions = choose([version for version in known if _was_there(version, as_at)])
    lines = defaultdict(list)
    rows = read(CaseLine, {"version__in": [one.pk for one in versions]}, LINE_FIELDS)
    for identity, values in rows.items():
        line = CaseLine(pk=identity, **values)
        if line.removed_at is None or (as_at is not None and line.removed_at > as_at):
            lines[line.version_id].append(line)
    version_of = {line.pk: line.version_id for some in lines.values() for line in some}
    amounts = defaultdict(list)
    for amount in _amounts(read, version_of, as_at=as_at):
        amounts[version_of[amount.line_id]].append(amount)
    printed = defaultdict(list)
    rows = read(PrintedFigure, {"version__in": [one.pk for one in versions]}, PRINTED_FIELDS)
    for identity, values in rows.items():
        printed[values["version_id"]].append(PrintedFigure(pk=identity, **values))
    told = []
    for version in versions:
        case_then = found[version.case_id]
        some = sorted(lines[version.pk], key=lambda line: (line.kind, line.position, line.code))
        case = case_from(version, lines=some, amounts=amounts[version.pk])
        name = names.get(version.case_id, {}).get("name", case_then.name)
        told.append(CaseThen(case_then.code, name, version, case, derive(case), tuple(printed[version.pk])))
    return told


def _was_there(version: CaseVersion, as_at: datetime | None) -> bool:
    """Whether the version was there. Its own dates tell of what was loaded later."""
    if as_at is None:
        return True
    if version.created_at > as_at:
        return False
    if version.approved_at is not None and version.approved_at > as_at:
        version.status = CaseStatus.DRAFT
    return True


def _counts(version: CaseVersion, *, only_approved: bool) -> bool:
    """Whether the version is one to be told."""
    if only_approved:
        return version.status == CaseStatus.APPROVED
    return version.status != CaseStatus.WITHDRAWN


def _amounts(read: Callable[..., Any], version_of: dict[int, int], *, as_at: datetime | None) -> list[CaseAmount]:
    rows = read(CaseAmount, {"line__in": version_of}, AMOUNT_FIELDS)
    amounts = [CaseAmount(pk=identity, **values) for identity, values in rows.items()]
    if as_at is not None:
        withheld = set(CaseAmount.objects.filter(line__in=version_of, is_withheld=True).values_list("pk", flat=True))
        for amount in amounts:
            amount.is_withheld = amount.is_withheld or amount.pk in withheld
    return amounts


def _reader(programme: Programme, as_at: datetime | None) -> Callable[..., dict[int, dict[str, Any]]]:
    """What reads rows by their ids, from the tables or from their history."""
    if as_at is None:

        def read_now(model: Any, conditions: dict[str, Any], fields: tuple[str, ...]) -> dict[int, dict[str, Any]]:
            return {row.pop("pk"): row for row in model.objects.filter(**conditions).values("pk", *fields)}

        return read_now
    moment = as_at
    began = Programme.objects.annotate(began=programme_began("pk")).values_list("began", flat=True).get(pk=programme.pk)

    def read_then(model: Any, conditions: dict[str, Any], fields: tuple[str, ...]) -> dict[int, dict[str, Any]]:
        rows = last_known(model=model, conditions=conditions, fields=fields, as_at=moment)
        return {
            identity: values
            for identity, values in rows.items()
            if not came_later(values.pop("pgh_created_at"), as_at=moment, began=began)
        }

    return read_then
