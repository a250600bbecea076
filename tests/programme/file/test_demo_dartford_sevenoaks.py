"""Programme C as its study has it: baselines, standards, systems, groups, phases and the route map."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Sum

from programme.drawing.gantt import Gantt
from programme.models import Phase, Programme
from services.enums import Direction, IndicatorCategory, Stage
from services.models import (
    Baseline,
    Group,
    Indicator,
    Measurement,
    Milestone,
    ReviewParticipation,
    ServiceStandard,
    SystemInUse,
)
from tests.programme.file.demos import blocks_of, gates_open, headings_of, snapshot_of, tables_of, take_demo, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("dartford-sevenoaks")


@pytest.fixture
def programme(taken: None, db: None) -> Programme:
    return Programme.objects.get(code="dartford-sevenoaks")


def baseline(code: str, council: str | None = None) -> Baseline:
    return Baseline.objects.get(indicator__code=code, council__code=council)


def test_staff_and_direct_cost_are_summed_from_the_services(programme: Programme):
    def total(category: str, unit: str) -> Decimal:
        in_the_project = Baseline.objects.filter(
            indicator__programme=programme, indicator__category=category, indicator__unit=unit
        ).exclude(indicator__heading="Audit")
        return in_the_project.aggregate(total=Sum("value"))["total"]

    assert total(IndicatorCategory.STAFFING, "FTE") == 77
    assert total(IndicatorCategory.COST, "£m") == Decimal("2.7")
    assert Indicator.objects.filter(heading="Audit").values_list("baselines__value", flat=True)[0] == 6


@pytest.mark.parametrize(
    ("code", "value", "unit"),
    [
        ("benefits-paid", "63", "£m"),
        ("council-tax-collected", "111", "£m"),
        ("rates-collected", "111.5", "£m"),
        ("benefits-caseload", "14000", "claims"),
        ("properties", "88000", "properties"),
        ("businesses", "6500", "businesses"),
        ("sanctions", "40", "sanctions"),
    ],
)
def test_volumes_of_both_councils_together(programme: Programme, code: str, value: str, unit: str):
    found = baseline(code)

    assert (found.value, found.indicator.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("code", "dartford", "sevenoaks", "direction"),
    [
        ("new-claims", "42", "22", Direction.LOWER),
        ("changes", "14", "5", Direction.LOWER),
        ("council-tax-collection", "97.4", "98.34", Direction.HIGHER),
        ("rates-collection", "96.1", "97.7", Direction.HIGHER),
        ("sanction-rate", "1.14", "4.57", Direction.HIGHER),
    ],
)
def test_performance_of_each_council(
    programme: Programme, code: str, dartford: str, sevenoaks: str, direction: Direction
):
    assert (baseline(code, "dartford").value, baseline(code, "sevenoaks").value) == (
        Decimal(dartford),
        Decimal(sevenoaks),
    )
    assert Indicator.objects.get(code=code).direction == direction


def test_notes_say_what_distorts_a_figure(programme: Programme):
    assert baseline("new-claims", "dartford").note == (
        "A backlog, since cleared, distorts the year: in March 2010 it took 23 days."
    )
    assert baseline("sanction-rate", "dartford").note == "The team was short of staff."
    assert Measurement.objects.get(indicator__code="new-claims").value == 23


@pytest.mark.parametrize(
    ("code", "council", "targets"),
    [
        ("new-claims", None, ["23", "22", "21"]),
        ("changes", None, ["10", "10", "10"]),
        ("overpayments", None, ["36", "38", "40"]),
        ("council-tax-collection", "dartford", ["97.7", "97.8", "97.9"]),
        ("council-tax-collection", "sevenoaks", ["98.6", "98.6", "98.6"]),
        ("rates-collection", None, ["98", "98.5", "99"]),
        ("direct-debit", None, ["70", "71", "72"]),
        ("arrears", None, ["40", "40", "40"]),
    ],
)
def test_standards_by_year(programme: Programme, code: str, council: str | None, targets: list[str]):
    standards = ServiceStandard.objects.filter(indicator__code=code, council__code=council).order_by("year")

    assert list(standards.values_list("year", "target")) == [
        (year, Decimal(target)) for year, target in zip((2011, 2012, 2013), targets, strict=True)
    ]


def test_standards_of_every_year_and_in_words(programme: Programme):
    standards = ServiceStandard.objects.filter(indicator__programme=programme, year=None)

    def stated(code: str) -> tuple[Decimal | None, str]:
        return standards.values_list("target", "words").get(indicator__code=code)

    assert stated("accuracy") == (95, "")
    assert stated("collection-fund") == (Decimal("99.5"), "")
    assert stated("benefits-calls") == (80, "answered within 20 seconds")
    assert stated("council-tax-letters") == (95, "answered within 7 working days")
    assert stated("rates-arrears") == (None, "No target")


def test_systems_of_each_council(programme: Programme):
    systems = SystemInUse.objects.filter(review__programme=programme).order_by("position", "council__code")

    assert list(systems.values_list("purpose", "council__code", "name")) == [
        ("Processing system", "dartford", "Academy"),
        ("Processing system", "sevenoaks", "Academy"),
        ("Operating system", "dartford", "Solaris"),
        ("Operating system", "sevenoaks", "Windows"),
        ("Document image processing", "dartford", "Idox"),
        ("Document image processing", "sevenoaks", "Anite"),
    ]


def test_each_council_hosts_a_function(programme: Programme):
    hosts = ReviewParticipation.objects.filter(review__programme=programme, is_host=True)

    assert sorted(hosts.values_list("review__code", "council__code")) == [
        ("audit-fraud", "dartford"),
        ("revenues-benefits", "sevenoaks"),
    ]
    assert "" not in hosts.values_list("hosted_functions", flat=True)


def test_three_phases_with_dates(programme: Programme):
    phases = Phase.objects.filter(programme=programme)

    assert [(phase.name, str(phase.starts), str(phase.ends)) for phase in phases] == [
        ("Phase 1: choose the model", "January 2010", "February 2010"),
        ("Phase 2: design it", "1 March 2010", "7 April 2010"),
        ("Phase 3: plan the move", "8 April 2010", "To be confirmed by the plan for implementation"),
    ]


def test_the_route_map(programme: Programme):
    ahead = Milestone.objects.filter(programme=programme, achieved=None)
    dates = {milestone.code: milestone.forecast.canonical() for milestone in ahead}

    assert dates == {
        "consultation-ends": "2010-06-10",
        "approval": "tbc: before anything else moves",
        "audit-fraud-move": "2010-08",
        "ict-ready": "2010-10-01",
        "co-located": "2011-01",
        "operational-review": "2011-04",
    }


def test_groups_and_how_many_are_in_each(programme: Programme):
    groups = Group.objects.filter(programme=programme)

    assert [(group.code, group.members.count()) for group in groups] == [
        ("project-board", 3),
        ("project-team", 5),
        ("core-group", 6),
        ("specialists", 13),
        ("consultants", 4),
    ]
    assert Group.objects.get(code="core-group").meets == "once a week, for a whole day"
    parts = Group.objects.get(code="specialists").members.values_list("part", flat=True)
    assert list(dict.fromkeys(parts)) == [
        "Costs",
        "ICT",
        "Fraud",
        "Internal audit",
        "Human resources",
        "Accommodation",
        "Administration",
        "Customer services",
    ]


def test_the_study_has_numbered_parts(programme: Programme):
    snapshot = snapshot_of(programme, "study")
    headings = headings_of(snapshot.sections)

    assert [heading for heading in headings if "." not in heading[0]] == [
        ("1", "Purpose of the project"),
        ("2", "Project approach"),
        ("3", "Baseline analysis"),
        ("4", "Forward operating model"),
        ("5", "Technology"),
        ("6", "Customers"),
        ("7", "Staff"),
        ("8", "Business support"),
        ("9", "Culture"),
        ("10", "Timeline and route map"),
        ("11", "Business case"),
        ("12", "Governance"),
        ("13", "Risk assessment"),
        ("14", "Conclusion"),
        ("15", "Next steps: phase 3"),
    ]
    assert ("4.2", "Service standards") in headings
    assert [council.code for council in snapshot.councils] == ["dartford", "sevenoaks"]


def test_nothing_moves_before_members_approve_and_the_agreement_is_in_force(programme: Programme):
    for review in ("revenues-benefits", "audit-fraud"):
        assert gates_open(programme, review, Stage.IMPLEMENTATION) == {"members": False, "partnership-agreement": False}


def test_the_study_prints_the_standards_from_the_record(programme: Programme):
    snapshot = snapshot_of(programme, "study")
    tables = {
        table.caption: {texts(row.cells)[0]: texts(row.cells)[1:] for row in table.rows}
        for table in tables_of(snapshot, "standards")
    }

    assert list(tables) == ["Service standards: Benefits", "Service standards: Council Tax and Business Rates"]
    benefits, revenues = tables.values()
    assert benefits["Time to process a new claim (days)"][:4] == ["—", "23", "22", "21"]
    assert revenues["Council Tax collected in the year"][1:4] == [
        "Dartford 97.7%\n\nSevenoaks 98.6%",
        "Dartford 97.8%\n\nSevenoaks 98.6%",
        "Dartford 97.9%\n\nSevenoaks 98.6%",
    ]
    assert revenues["Business Rates collected in the year"][1:4] == ["98%", "98.5%", "99%"]


def test_the_study_draws_the_route_map(programme: Programme):
    [chart] = [block for block in blocks_of(snapshot_of(programme, "study"), "timeline") if isinstance(block, Gantt)]

    assert {fact.what: fact.ends for fact in chart.facts if fact.kind == "Milestone"} == {
        "Model for joint working chosen": "February 2010",
        "Forward operating model designed": "7 April 2010",
        "Consultation of staff ends": "10 June 2010",
        "Members approve and governance is in place": "To be confirmed before anything else moves",
        "Audit and Fraud together at Dartford": "August 2010",
        "All systems for Revenues and Benefits in place": "1 October 2010",
        "Revenues and Benefits together at Sevenoaks": "January 2011",
        "Operational review of the service": "April 2011",
    }


def test_the_study_tells_who_is_in_which_group(programme: Programme):
    [groups] = tables_of(snapshot_of(programme, "study"), "roles")
    members = {texts(row.cells)[0]: texts(row.cells)[2].split("\n") for row in groups.rows}

    assert {name: len(found) for name, found in members.items()} == {
        "Project Board (meets: as each phase needs it)": 3,
        "Project Team": 4,
        "Core Group (meets: once a week, for a whole day)": 6,
        "Specialist leads": 13,
        "Consultants": 4,
    }
    assert members["Specialist leads"][:2] == [
        "- Finance Manager (Sevenoaks): Costs",
        "- Leonie Cartwright, Head of Finance and Resources (Dartford): Costs",
    ]
