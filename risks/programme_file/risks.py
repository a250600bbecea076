"""Sections of the programme file: risks, the registers they stand in, and what is done about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from programme.file.plan import Plan
from programme.file.rows import Row
from programme.file.sections import Rule, Section, fields_of
from programme.models import User
from risks.models import Mitigation, RegisterEntry, Risk, RiskViewer
from services.programme_file.removal import is_removed


def is_for(risk: Risk, person: User) -> bool:
    """A confidential risk stands in no file but that of who sees it."""
    return not risk.is_confidential or Risk.objects.visible_to(person).filter(pk=risk.pk).exists()


def _check_risks(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    homes = Counter(id(row.parent) for row in plan.rows("register_entries") if row.instance.is_home)
    hidden = _hidden_codes(plan)
    for row in plan.rows("risks"):
        if not row.is_touched:
            continue
        if row.is_new and row.key in hidden:
            yield row, "code", "expected another code; this one is taken"
        elif homes[id(row)] == 0:
            yield row, "", "expected an entry in a register: one of `entries` must be its home"


def _hidden_codes(plan: Plan) -> set[str]:
    """Codes of risks that are there and not the sender's to see."""
    if plan.actor is None or plan.existing_programme is None:
        return set()
    codes = Risk.objects.filter(programme=plan.existing_programme).values_list("code", flat=True)
    return set(codes) - {row.key for row in plan.rows("risks") if not row.is_new}


RISKS = Section(
    name="risks",
    noun="risk",
    about="What is uncertain and would matter. Its numbers are in `entries`, its scores in the section assessments.",
    model=Risk,
    key=("code",),
    fields=fields_of(
        Risk,
        "code kind title review council cause event effect category owner owner_post response strategy "
        "action_outstanding status_note opened_on next_review status closed_on closed_reason is_confidential",
        references={"review": "reviews", "council": "councils", "owner": "people"},
    ),
    order=211,
    rules={
        "risk_closed_on_a_day_with_a_reason": Rule(
            field="closed_reason", expected="closed_on and closed_reason for a risk that is not open, and only there"
        ),
        "risk_closes_after_it_opened": Rule(field="closed_on", expected="a day on or after opened_on"),
        "risk_has_a_title": Rule(field="title", expected="the risk in words"),
    },
    check=_check_risks,
    seen_by=is_for,
    known_by=lambda risk, moment: risk.opened_on is None or risk.opened_on <= moment.date(),
)

VIEWERS = Section(
    name="risk_viewers",
    noun="person who sees the risk",
    about="To whom a confidential risk is shown, beside its owner.",
    model=RiskViewer,
    key=("person",),
    fields=fields_of(RiskViewer, "person", references={"person": "people"}),
    order=212,
    programme_path="risk__programme",
    parent="risks",
    parent_column="risk",
    nested_as="viewers",
    omitted=is_removed,
)

ENTRIES = Section(
    name="register_entries",
    noun="entry in a register",
    about="The register that keeps the risk (its home), and those that it is shared with, each with its number there.",
    model=RegisterEntry,
    key=("register",),
    fields=fields_of(
        RegisterEntry,
        "register number is_home position starts_on ended_on",
        references={"register": "risk_registers"},
        about={"position": "The order in the register. Left out: the order in the file."},
    ),
    order=213,
    sort=("register",),
    programme_path="risk__programme",
    parent="risks",
    parent_column="risk",
    nested_as="entries",
    ordinal="position",
    ordinal_within=("register",),
    ordinal_across=True,
    rules={
        "register_entry_number_unique": Rule(field="number", expected="a number that the register gives once"),
        "register_entry_one_home": Rule(field="is_home", expected="one home"),
        "register_entry_numbered": Rule(field="number", expected="the number in the register"),
        "register_entry_ends_after_start": Rule(field="ended_on", expected="a day on or after starts_on"),
        "register_entry_home_does_not_end": Rule(field="ended_on", expected="nothing: the home keeps its risks"),
    },
)

MITIGATIONS = Section(
    name="mitigations",
    noun="mitigation",
    about="Controls that are in place and actions on the risk.",
    model=Mitigation,
    key=("code",),
    fields=fields_of(
        Mitigation,
        "code name status owner owner_post due done_on effect_expected progress position",
        references={"owner": "people"},
        about={"position": "The order within its risk. Left out: the order in the file."},
    ),
    order=214,
    sort=("position", "code"),
    programme_path="risk__programme",
    parent="risks",
    parent_column="risk",
    nested_as="mitigations",
    ordinal="position",
    rules={
        "mitigation_dropped_with_a_reason": Rule(field="progress", expected="why it was dropped"),
        "mitigation_done_is_done": Rule(field="done_on", expected="nothing while it is not done or in place"),
    },
    omitted=is_removed,
)

SECTIONS = (RISKS, VIEWERS, ENTRIES, MITIGATIONS)
