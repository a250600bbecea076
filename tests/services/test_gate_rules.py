"""The checks behind gates: named, registered, and replaced by apps that know better."""

from datetime import date

import pytest

from programme.models import Council
from programme.values.contributions import contribute
from programme.values.partial_date import PartialDate
from services.enums import EvidenceKind, GateStanding
from services.models import Gate, ServiceReview
from services.rules import gates as gate_rules
from services.rules.gates import Evidence, GateCase, GateCheck, GateFinding, UnknownGateRule, findings_of

ALDER, BIRCH = (
    Council(pk=1, code="alder", name="Alder District Council", short_name="Alder"),
    Council(pk=2, code="birch", name="Birch Borough Council", short_name="Birch"),
)
DAY = date(2023, 4, 12)


def case(rule="decision", *, each=False, evidence=(), councils=(ALDER, BIRCH), **review):
    return GateCase(
        gate=Gate(rule=rule, by_each_council=each),
        review=ServiceReview(**review),
        councils=councils,
        evidence=tuple(evidence),
        day=DAY,
    )


def said(kind=EvidenceKind.MET, *, council=None, dated="2023-03", statement="Cabinet approved it."):
    return Evidence(kind=kind, statement=statement, dated=PartialDate.parse(dated), council=council)


def standings(found):
    return [(finding.council.code if finding.council else "", str(finding.standing)) for finding in found]


def test_the_four_rules_each_have_a_label_and_say_what_they_ask_for():
    assert [check.name for check in gate_rules.all_checks()] == [
        "approved_business_case",
        "agreement_in_force",
        "impact_assessment",
        "decision",
    ]
    assert all(check.label and check.asks.endswith(".") for check in gate_rules.all_checks())


def test_an_unknown_rule_is_refused_with_those_there_are():
    with pytest.raises(UnknownGateRule) as refusal:
        findings_of(case("horoscope"))

    assert refusal.value.message == (
        "There is no gate rule “horoscope”. There are: agreement_in_force, approved_business_case, decision, "
        "impact_assessment."
    )


def test_nothing_recorded_is_not_met():
    (found,) = findings_of(case())

    assert (found.standing, found.reason) == (GateStanding.NOT_MET, "No decision is recorded.")


def test_what_is_recorded_meets_it_and_says_so():
    (found,) = findings_of(case(evidence=[said()]))

    assert (found.standing, found.reason) == (GateStanding.MET, "Cabinet approved it. (March 2023)")


@pytest.mark.parametrize(("dated", "standing"), [("2023-04", "met"), ("2023-04-12", "met"), ("2023-04-13", "not_met")])
def test_only_what_had_begun_by_the_day_counts(dated, standing):
    assert standings(findings_of(case(evidence=[said(dated=dated)]))) == [("", standing)]


def test_every_council_must_have_it_where_the_gate_says_so():
    found = findings_of(case(each=True, evidence=[said(council=BIRCH)]))

    assert standings(found) == [("alder", "not_met"), ("birch", "met")]


def test_what_is_recorded_for_all_counts_for_each():
    assert standings(findings_of(case(each=True, evidence=[said()]))) == [("alder", "met"), ("birch", "met")]


def test_a_waiver_lets_through_what_is_missing_and_only_that():
    waiver = said(EvidenceKind.WAIVED, council=ALDER, statement="It decides in May.")

    found = findings_of(case(each=True, evidence=[waiver, said(council=BIRCH)]))

    assert standings(found) == [("alder", "waived"), ("birch", "met")]


def test_no_council_at_all_is_not_met():
    (found,) = findings_of(case(each=True, councils=()))

    assert (found.standing, found.reason) == (
        GateStanding.NOT_MET,
        "No council takes part in the review on that day.",
    )


@pytest.mark.parametrize(
    ("agreement", "begins", "standing", "reason"),
    [
        ("", None, "not_met", "The review names no agreement."),
        ("The memorandum", None, "not_met", "It is not recorded from when The memorandum is in force."),
        ("The memorandum", "tbc", "not_met", "It is not recorded from when The memorandum is in force."),
        ("The memorandum", "2023-05", "not_met", "The memorandum is in force from May 2023 only."),
        ("The memorandum", "2023-04", "met", "The memorandum, in force from April 2023"),
    ],
)
def test_an_agreement_is_in_force_once_it_has_begun(agreement, begins, standing, reason):
    begins = PartialDate.parse(begins) if begins else None

    (found,) = findings_of(case("agreement_in_force", agreement=agreement, agreement_from=begins))

    assert (str(found.standing), found.reason) == (standing, reason)


def test_nobody_records_an_agreement_by_hand_but_it_can_be_waived():
    assert standings(findings_of(case("agreement_in_force", evidence=[said()]))) == [("", "not_met")]
    assert standings(findings_of(case("agreement_in_force", evidence=[said(EvidenceKind.WAIVED)]))) == [("", "waived")]


def test_an_app_that_knows_better_takes_the_place_of_a_check(own_contributions):
    def decided(case, council):
        standing = GateStanding.MET if case.facts else GateStanding.NOT_MET
        return GateFinding(standing=standing, reason="The register of decisions has none.", council=council)

    contribute(
        GateCheck(name="decision", label="A decision", asks="A body decided.", find=decided, takes_evidence=False)
    )

    (found,) = findings_of(case(evidence=[said()]))
    assert (found.standing, found.reason) == (GateStanding.NOT_MET, "The register of decisions has none.")
    assert len(gate_rules.all_checks()) == 4
