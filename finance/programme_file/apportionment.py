"""Sections of the programme file: how costs and savings are shared between councils."""

from __future__ import annotations

from finance.models import Apportionment, ApportionmentShare, Driver, DriverFigure
from programme.file.sections import Rule, Section, fields_of
from services.programme_file.removal import is_removed

DRIVERS = Section(
    name="drivers",
    noun="driver",
    about="What is counted at each council and costs can be shared by.",
    model=Driver,
    key=("code",),
    fields=fields_of(Driver, "code name unit"),
    order=192,
)

DRIVER_FIGURES = Section(
    name="driver_figures",
    noun="figure of a driver",
    about="The driver's figure at a council, from a day on until the next.",
    model=DriverFigure,
    key=("council", "starts_on"),
    fields=fields_of(DriverFigure, "council starts_on value source", references={"council": "councils"}),
    order=193,
    programme_path="driver__programme",
    parent="drivers",
    parent_column="driver",
    nested_as="figures",
    rules={"driver_figure_not_negative": Rule(field="value", expected="0 or more")},
    known_by=lambda figure, moment: figure.starts_on <= moment.date(),
)

APPORTIONMENTS = Section(
    name="apportionments",
    noun="apportionment",
    about="How costs and savings are shared: of the programme, of a review, or of one line of a review.",
    model=Apportionment,
    key=("code",),
    fields=fields_of(
        Apportionment,
        "code review line basis driver tolerance starts_on ended_on agreed_on agreed_by override_reason "
        "shares_are_open recorded_by",
        references={"review": "reviews", "driver": "drivers", "recorded_by": "people"},
    ),
    order=194,
    rules={
        "apportionment_names_its_driver": Rule(
            field="driver", expected="a driver for the basis driver, and only there"
        ),
        "apportionment_tolerance_of_a_driver": Rule(
            field="tolerance", expected="from 0 to 100 points, for the basis driver alone"
        ),
        "apportionment_ends_after_start": Rule(field="ended_on", expected="a day on or after starts_on"),
        "apportionment_line_of_a_review": Rule(field="review", expected="the review that the line belongs to"),
    },
    known_by=lambda apportionment, moment: apportionment.agreed_on <= moment.date(),
)

APPORTIONMENT_SHARES = Section(
    name="apportionment_shares",
    noun="share",
    about="A council's share in per cent.",
    model=ApportionmentShare,
    key=("council",),
    fields=fields_of(ApportionmentShare, "council percentage", references={"council": "councils"}),
    order=195,
    programme_path="apportionment__programme",
    parent="apportionments",
    parent_column="apportionment",
    nested_as="shares",
    rules={"share_per_cent": Rule(field="percentage", expected="from 0 to 100")},
    omitted=is_removed,
)

SECTIONS = (DRIVERS, DRIVER_FIGURES, APPORTIONMENTS, APPORTIONMENT_SHARES)
