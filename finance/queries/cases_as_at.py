"""Business cases as they stand, or as they stood at a past moment, ready for their rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from finance.enums import CaseStatus
from finance.models import BusinessCase, CaseAmount, CaseLine, CaseVersion, PrintedFigure
from finance.queries.business_cases import case_from
from finance.rules.case import Case, Derived, derive
from programme.history import Moment


@dataclass(frozen=True)
class CaseThen:
    """A case by the name it had, its last version, and what that came to."""

    code: str
    name: str
    version: CaseVersion
    case: Case
    derived: Derived
    printed: tuple[PrintedFigure, ...]


def cases_at(*, cases: Iterable[BusinessCase], moment: Moment, only_approved: bool = False) -> list[CaseThen]:
    """The cases with the last version of each that was not withdrawn; those without one are left out.

    As at a past moment an amount that has been withheld since is withheld. However many the cases are, at most seven
    queries, four of now. Not to be saved.
    """

    def last(versions: list[CaseVersion]) -> list[CaseVersion]:
        found: dict[int, CaseVersion] = {}
        for version in versions:
            best = found.get(version.case_id)
            if _counts(version, only_approved=only_approved) and (best is None or version.number > best.number):
                found[version.case_id] = version
        return list(found.values())

    told = _told(cases=cases, moment=moment, choose=last)
    return sorted(told, key=lambda one: (one.name.casefold(), one.code))


def versions_at(*, cases: Iterable[BusinessCase], moment: Moment) -> list[CaseThen]:
    """Every version of the cases, withdrawn ones too, by case and number; as `cases_at` reads them."""
    told = _told(cases=cases, moment=moment, choose=list)
    return sorted(told, key=lambda one: (one.code, one.version.number))


def version_at(version: CaseVersion, *, moment: Moment) -> Case | None:
    """One version as `cases_at` reads it; None where it was not there yet."""

    def this(versions: list[CaseVersion]) -> list[CaseVersion]:
        return [one for one in versions if one.pk == version.pk]

    told = _told(cases=[version.case], moment=moment, choose=this)
    return told[0].case if told else None


def withheld_since(amounts: Iterable[CaseAmount], *, moment: Moment) -> list[CaseAmount]:
    """Amounts as at a moment, those that have been withheld since withheld too. One query, of now none."""
    found = list(amounts)
    if not moment.is_now:
        rows = CaseAmount.objects.filter(pk__in=[amount.pk for amount in found], is_withheld=True)
        withheld = set(rows.values_list("pk", flat=True))
        for amount in found:
            amount.is_withheld = amount.is_withheld or amount.pk in withheld
    return found


def _told(
    *, cases: Iterable[BusinessCase], moment: Moment, choose: Callable[[list[CaseVersion]], list[CaseVersion]]
) -> list[CaseThen]:
    """The versions chosen among those that were there, with what each came to."""
    found = {case.pk: case for case in cases}
    names = {case.pk: case.name for case in found.values()}
    if not moment.is_now:
        names = {case.pk: case.name for case in BusinessCase.objects.filter(pk__in=found).as_at(moment)}
    versions = choose(CaseVersion.objects.filter(case__in=found).as_at(moment))
    lines = defaultdict(list)
    for line in CaseLine.objects.filter(version__in=[one.pk for one in versions]).as_at(moment):
        if line.removed_at is None:
            lines[line.version_id].append(line)
    version_of = {line.pk: line.version_id for some in lines.values() for line in some}
    amounts = defaultdict(list)
    for amount in withheld_since(CaseAmount.objects.filter(line__in=version_of).as_at(moment), moment=moment):
        amounts[version_of[amount.line_id]].append(amount)
    printed = defaultdict(list)
    for figure in PrintedFigure.objects.filter(version__in=[one.pk for one in versions]).as_at(moment):
        printed[figure.version_id].append(figure)
    told = []
    for version in versions:
        some = sorted(lines[version.pk], key=lambda line: (line.kind, line.position, line.code))
        case = case_from(version, lines=some, amounts=amounts[version.pk])
        code = found[version.case_id].code
        told.append(CaseThen(code, names[version.case_id], version, case, derive(case), tuple(printed[version.pk])))
    return told


def _counts(version: CaseVersion, *, only_approved: bool) -> bool:
    """Whether the version is one to be told."""
    if only_approved:
        return version.status == CaseStatus.APPROVED
    return version.status != CaseStatus.WITHDRAWN
