"""The business case of a published feasibility study for one shared service, in thousands of pounds as printed."""

from __future__ import annotations

from decimal import Decimal

from finance.enums import CostGroup, LineKind
from finance.rules.case import Case, Line
from finance.rules.money import Cell

FIRST, YEARS = 2011, range(2011, 2016)


def every_year(amount: int, later: int | None = None) -> dict[int, Cell]:
    """The same each year, or another amount from the third year on."""
    return {year: Cell.of(Decimal(amount if year < 2013 or later is None else later)) for year in YEARS}


def spread(**by_year: int) -> dict[int, Cell]:
    return {int(year.removeprefix("y")): Cell.of(Decimal(amount)) for year, amount in by_year.items()}


def costs(kind: LineKind, group: CostGroup, rows: dict[str, tuple[int, ...]]) -> list[Line]:
    return [
        Line(f"{kind}-{place}", name, kind, every_year(*amounts), group)
        for place, (name, amounts) in enumerate(rows.items())
    ]


CURRENT = [
    *costs(
        LineKind.CURRENT,
        CostGroup.DIRECT,
        {
            "Staffing": (2417,),
            "Audit units": (338,),
            "Transport": (11,),
            "Supplies and services": (207,),
            "Technology": (62,),
            "Miscellaneous": (2,),
        },
    ),
    *costs(
        LineKind.CURRENT,
        CostGroup.INDIRECT,
        {
            "Customer services": (546,),
            "Corporate services": (378,),
            "Property": (160,),
            "IT services": (360,),
            "Management and other": (149,),
        },
    ),
]
FUTURE = [
    *costs(
        LineKind.FUTURE,
        CostGroup.DIRECT,
        {
            "Staffing without fraud": (1998, 1973),
            "Fraud unit": (126,),
            "Audit units": (338,),
            "Transport": (11,),
            "Supplies and services": (168,),
            "Technology": (62,),
            "Miscellaneous": (2,),
        },
    ),
    *costs(
        LineKind.FUTURE,
        CostGroup.INDIRECT,
        {
            "Customer services": (456,),
            "Corporate services": (378,),
            "Property": (160,),
            "IT services": (342,),
            "Management and other": (149,),
        },
    ),
    *costs(LineKind.FUTURE, CostGroup.INCOME, {"Increased income": (60,)}),
]
ONE_OFF = [
    Line(f"one-off-{place}", name, LineKind.ONE_OFF, cells)
    for place, (name, cells) in enumerate(
        {
            "IT changes": spread(y2010=79),
            "Equipment for home working": spread(y2010=20),
            "Travel": spread(y2011=50, y2012=50),
            "Other set-up costs": spread(y2011=30),
            "Offices": spread(y2010=30),
            "Redundancy": spread(y2010=250),
            "Backfilling": spread(y2010=25, y2011=50, y2012=25),
            "Pay protection": spread(y2011=50, y2012=50, y2013=25),
            "Project management": spread(y2010=33, y2011=54, y2012=13),
        }.items()
    )
]
CONTINGENCY = [Line("contingency", "Contingency", LineKind.CONTINGENCY, spread(y2010=150))]
SAVINGS = [
    Line(f"saving-{place}", name, LineKind.SAVING, cells, subset=subset)
    for place, (name, cells, subset) in enumerate(
        [
            ("Fewer staff in revenues and benefits", every_year(233), ""),
            ("Further efficiencies", every_year(0, 25), ""),
            ("Fraud team", every_year(60), "Audit and fraud"),
            ("Audit team", every_year(17), "Audit and fraud"),
            ("Postage", every_year(10), ""),
            ("Payment methods", every_year(12), ""),
            ("Customer services recharge", every_year(90), ""),
            ("IT services recharge", every_year(18), ""),
            ("Overpayments collected", every_year(30), ""),
            ("Court fees", every_year(30), ""),
        ]
    )
]
STUDY = Case(
    first_year=FIRST, years=5, one_off_first_year=2010, lines=[*CURRENT, *FUTURE, *ONE_OFF, *CONTINGENCY, *SAVINGS]
)
