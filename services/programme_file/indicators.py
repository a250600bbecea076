"""Sections of the programme file: indicators with baselines, standards and measurements, and systems in use."""

from __future__ import annotations

from collections.abc import Iterable

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.models import Baseline, Indicator, Measurement, ServiceStandard, SystemInUse


def _complete_measurement(row: Row, plan: Plan) -> None:
    row.instance.recorded_at = row.instance.recorded_at or plan.at


def _check_measurements(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    known = plan.record.rows["measurements"]
    for row in plan.rows("measurements"):
        if not row.is_new:
            continue
        if row.value("recorded_at") > plan.at:
            yield row, "recorded_at", "expected a time that has passed"
        version = row.instance.version
        before = known.get(f"{row.key.rpartition('/')[0]}/{version - 1}")
        if version > 1 and before is None:
            yield row, "version", f"expected version {version - 1} of this measurement before version {version}"
        elif before is not None and row.value("recorded_at") < before.value("recorded_at"):
            yield row, "recorded_at", f"expected a time at or after that of version {version - 1}"


INDICATORS = Section(
    name="indicators",
    noun="indicator",
    about="What is counted or measured of a service: staff, cost, volume or performance.",
    model=Indicator,
    key=("code",),
    fields=fields_of(
        Indicator,
        "code name review heading category unit direction decimal_places note position ended_on",
        references={"review": "reviews"},
        about={"position": "The order within its review. Left out: the order in the file."},
    ),
    order=173,
    sort=("review", "position", "code"),
    ordinal="position",
    ordinal_within=("review",),
)

BASELINES = Section(
    name="baselines",
    noun="baseline",
    about="Where the indicator stood at the start: at a council or, with no council, at all together.",
    model=Baseline,
    key=("council",),
    fields=fields_of(
        Baseline,
        "council value period note",
        references={"council": "councils"},
        about={"value": "Left out: not known, which is not 0."},
    ),
    order=174,
    programme_path="indicator__programme",
    parent="indicators",
    parent_column="indicator",
    nested_as="baselines",
)

STANDARDS = Section(
    name="standards",
    noun="service standard",
    about="The target of the indicator in a financial year, for a council or, with no council, for all together.",
    model=ServiceStandard,
    key=("council", "year"),
    fields=fields_of(ServiceStandard, "council year target words note", references={"council": "councils"}),
    order=175,
    programme_path="indicator__programme",
    parent="indicators",
    parent_column="indicator",
    nested_as="standards",
)

MEASUREMENTS = Section(
    name="measurements",
    noun="measurement",
    about="What the indicator came to in a stretch of days. A recorded one never changes: add a version.",
    model=Measurement,
    key=("council", "measured_from", "measured_to", "version"),
    fields=fields_of(
        Measurement,
        "council measured_from measured_to version value note recorded_by recorded_at",
        references={"council": "councils", "recorded_by": "people"},
        optional=["recorded_at"],
        about={
            "value": "Left out: nothing could be measured, which is not 0.",
            "recorded_at": "Left out: the time of the import.",
        },
    ),
    order=176,
    programme_path="indicator__programme",
    parent="indicators",
    parent_column="indicator",
    nested_as="measurements",
    frozen=lambda measurement: f"a recorded measurement never changes; add version {measurement.version + 1} instead",
)

SYSTEMS = Section(
    name="systems",
    noun="system in use",
    about="The systems that the councils use for the service.",
    model=SystemInUse,
    key=("council", "code"),
    fields=fields_of(
        SystemInUse, "council code purpose name note position ended_on", references={"council": "councils"}
    ),
    order=177,
    sort=("position", "council", "code"),
    ordinal="position",
    programme_path="review__programme",
    parent="reviews",
    parent_column="review",
    nested_as="systems",
)

SECTIONS = (INDICATORS, BASELINES, STANDARDS, MEASUREMENTS, SYSTEMS)

HOOKS = (PlanHooks("measurements", complete=_complete_measurement, check=_check_measurements),)
