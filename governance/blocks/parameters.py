"""What a live block asks of the clerk: its parameters, described once for the form, the file and the block itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from finance.models import BusinessCase
from programme.errors import DomainError
from programme.models import Council, Phase, Programme, ReportingPeriod
from programme.queries.exceptions import ExceptionRuleKind, exception_rules
from risks.models import MatrixBand, RiskRegister
from services.models import Area, Indicator, PlanReference, ServiceReview

Named = Phase | ReportingPeriod | Area | PlanReference | ServiceReview | BusinessCase | Council | RiskRegister
Value = Named | ExceptionRuleKind | date | int | bool | str | tuple[str, ...]
Choices = tuple[tuple[str, str], ...]
"""Codes with their words."""


class ParameterKind(StrEnum):
    """How a parameter is written in a section's `parameters` (JSON)."""

    DAY = "day"
    """A day, "2023-02-28"."""
    PHASE = "phase"
    """A phase's code."""
    PERIOD = "period"
    """A reporting period's code."""
    AREA = "area"
    """An area of review's code."""
    REFERENCE = "reference"
    """A delivery plan reference's code."""
    REVIEW = "review"
    """A service review's code."""
    CASE = "case"
    """A business case's code."""
    COUNCIL = "council"
    """A council's code."""
    RULE = "rule"
    """A rule of exceptions, by its code."""
    YEAR = "year"
    """A financial year, by the year in which it begins: "2022"."""
    REGISTER = "register"
    """A risk register's code."""
    BAND = "band"
    """The name of a band of a matrix."""
    ONE_OF = "one_of"
    """One of the codes of `choices`."""
    SOME_OF = "some_of"
    """A list of codes of `choices`, in the order in which they are used."""
    HEADINGS = "headings"
    """A list of headings under which indicators stand."""
    YES = "yes"
    """True, or left out."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter. Left out or empty is allowed unless `required`. `choices` are the codes that may be given."""

    name: str
    label: str
    kind: ParameterKind
    required: bool = False
    hint: str = ""
    choices: Choices = ()

    def in_words(self, written: Any) -> str:
        """What is written as a reader of the report's page sees it."""
        words = dict(self.choices)
        some = written if isinstance(written, list) else [written]
        return ", ".join(words.get(str(one), str(one)) for one in some)

    def faults_of_choice(self, written: Any) -> str:
        """What is wrong with codes that are given; "" for nothing."""
        codes = [code for code, _ in self.choices]
        if self.kind == ParameterKind.ONE_OF:
            return "" if written in codes else f"enter one of {', '.join(codes)}."
        if not isinstance(written, list | tuple) or not all(code in codes for code in written):
            return f"enter a list of some of {', '.join(codes)}."
        return "" if len(set(written)) == len(written) else "enter each of the list once."


class BlockParametersInvalid(DomainError):
    """A live block cannot be drawn with these parameters. `faults` has a sentence for each by its name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()), field=next(iter(faults), None))
        self.faults = dict(faults)


def read_parameters(
    *, parameters: Any, definitions: Sequence[Parameter], programme: Programme
) -> dict[str, Value | None]:
    """The values that the parameters name: days, yes, and rows of the programme; None where left out.

    Raises BlockParametersInvalid with every fault.
    """
    if not isinstance(parameters, Mapping):
        raise BlockParametersInvalid({"": "The parameters of a live block are names with values."})
    known = {definition.name: definition for definition in definitions}
    faults = {
        str(name): f"There is no parameter “{name}”. {_listed(known)}" for name in parameters if name not in known
    }
    values: dict[str, Value | None] = {}
    for name, definition in known.items():
        written = parameters.get(name)
        if written is None or written in ("", []):
            values[name] = None
            if definition.required:
                faults[name] = f"{definition.label}: enter a value. The block cannot be drawn without it."
            continue
        try:
            values[name] = _read(definition, written, programme)
        except _Unreadable as error:
            faults[name] = f"{definition.label}: {error}"
    if faults:
        raise BlockParametersInvalid(faults)
    return values


def band_names(programme: Programme) -> list[str]:
    """The names of the bands of all the programme's risk matrices, the least serious first."""
    bands = MatrixBand.objects.filter(matrix__register__programme=programme).order_by("position", "name")
    return list(dict.fromkeys(bands.values_list("name", flat=True)))


def indicator_headings(programme: Programme) -> list[str]:
    """The headings of all the programme's indicators, in their order."""
    indicators = (
        Indicator.objects.filter(programme=programme).exclude(heading="").order_by("review__position", "position")
    )
    return list(dict.fromkeys(indicators.values_list("heading", flat=True)))


def is_year(written: Any) -> bool:
    """Whether it is the year in which a financial year begins."""
    return re.fullmatch(r"(19|20|21)[0-9]{2}", str(written)) is not None


class _Unreadable(ValueError):
    """The value names nothing."""


def _listed(known: Mapping[str, Parameter]) -> str:
    return f"This block takes {', '.join(sorted(known))}." if known else "This block takes none."


def _read(definition: Parameter, written: Any, programme: Programme) -> Value:
    if definition.kind not in (ParameterKind.ONE_OF, ParameterKind.SOME_OF):
        return READERS[definition.kind](written, programme)
    if fault := definition.faults_of_choice(written):
        raise _Unreadable(fault)
    return str(written) if definition.kind == ParameterKind.ONE_OF else tuple(written)


def _read_register(written: Any, programme: Programme) -> RiskRegister:
    found = None
    if isinstance(written, str) and "\0" not in written:
        found = RiskRegister.objects.filter(programme=programme, code=written).first()
    if found is None:
        raise _Unreadable(f"no risk register “{written}” in this programme.")
    return found


def _read_band(written: Any, programme: Programme) -> str:
    names = band_names(programme)
    if not isinstance(written, str) or written not in names:
        raise _Unreadable(f"no band “{written}” in this programme. Its bands: {', '.join(names) or 'none'}.")
    return written


def _read_headings(written: Any, programme: Programme) -> tuple[str, ...]:
    known = indicator_headings(programme)
    if not isinstance(written, list | tuple) or not all(one in known for one in written):
        raise _Unreadable(f"enter a list of headings of this programme's indicators: {', '.join(known) or 'none'}.")
    return tuple(dict.fromkeys(written))


def _read_day(written: Any, programme: Programme) -> date:
    if isinstance(written, date):
        return written
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError) as error:
        raise _Unreadable("enter a day such as 2023-02-28.") from error


def _read_phase(written: Any, programme: Programme) -> Phase:
    phases = {phase.code: phase for phase in programme.phases.all()}
    if not isinstance(written, str) or written not in phases:
        raise _Unreadable(f"no phase “{written}” in this programme. Its phases: {', '.join(phases) or 'none'}.")
    return phases[written]


def _read_period(written: Any, programme: Programme) -> ReportingPeriod:
    periods = {period.code: period for period in programme.periods.all()}
    if not isinstance(written, str) or written not in periods:
        raise _Unreadable(f"no period “{written}” in this programme. Its periods: {', '.join(periods) or 'none'}.")
    return periods[written]


def _read_area(written: Any, programme: Programme) -> Area:
    areas = {area.code: area for area in programme.areas.all()}
    if not isinstance(written, str) or written not in areas:
        raise _Unreadable(f"no area “{written}” in this programme. Its areas: {', '.join(areas) or 'none'}.")
    return areas[written]


def _read_reference(written: Any, programme: Programme) -> PlanReference:
    references = {reference.code: reference for reference in programme.plan_references.all()}
    if not isinstance(written, str) or written not in references:
        raise _Unreadable(
            f"no delivery plan reference “{written}” in this programme. Its references: "
            f"{', '.join(references) or 'none'}."
        )
    return references[written]


def _read_review(written: Any, programme: Programme) -> ServiceReview:
    found = None
    if isinstance(written, str):
        found = ServiceReview.objects.filter(programme=programme, code=written.replace("\0", "")).first()
    if found is None:
        raise _Unreadable(f"no service review “{written}” in this programme.")
    return found


def _read_case(written: Any, programme: Programme) -> BusinessCase:
    found = None
    if isinstance(written, str):
        found = BusinessCase.objects.filter(programme=programme, code=written.replace("\0", "")).first()
    if found is None:
        raise _Unreadable(f"no business case “{written}” in this programme.")
    return found


def _read_council(written: Any, programme: Programme) -> Council:
    councils = {council.code: council for council in Council.objects.filter(memberships__programme=programme)}
    if not isinstance(written, str) or written not in councils:
        raise _Unreadable(f"no council “{written}” in this programme. Its councils: {', '.join(councils) or 'none'}.")
    return councils[written]


def _read_rule(written: Any, programme: Programme) -> ExceptionRuleKind:
    rules = {rule.code: rule for rule in exception_rules()}
    if not isinstance(written, str) or written not in rules:
        raise _Unreadable(f"no rule of exceptions “{written}”. The rules: {', '.join(rules)}.")
    return rules[written]


def _read_year(written: Any, programme: Programme) -> int:
    if not is_year(written):
        raise _Unreadable("enter the year in which the financial year begins, for example 2022.")
    return int(str(written))


def _read_yes(written: Any, programme: Programme) -> bool:
    if written is True or written is False:
        return written
    raise _Unreadable("write true, or leave it out.")


READERS: dict[ParameterKind, Callable[[Any, Programme], Value]] = {
    ParameterKind.DAY: _read_day,
    ParameterKind.PHASE: _read_phase,
    ParameterKind.PERIOD: _read_period,
    ParameterKind.AREA: _read_area,
    ParameterKind.REFERENCE: _read_reference,
    ParameterKind.REVIEW: _read_review,
    ParameterKind.CASE: _read_case,
    ParameterKind.COUNCIL: _read_council,
    ParameterKind.RULE: _read_rule,
    ParameterKind.YEAR: _read_year,
    ParameterKind.REGISTER: _read_register,
    ParameterKind.BAND: _read_band,
    ParameterKind.HEADINGS: _read_headings,
    ParameterKind.YES: _read_yes,
}
