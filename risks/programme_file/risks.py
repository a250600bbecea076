"""Sections of the programme file: risks, the registers they stand in, and what is done about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from programme.models import User
from risks.models import Mitigation, RegisterEntry, Risk, RiskViewer
from services.programme_file.removal import is_removed

NOT_COME = "expected a day that has come"


def hidden_risks(keys: Iterable[int | None], person: User) -> set[int]:
    """Those of the risks that are confidential now and not for the person, in one query."""
    confidential = Risk.objects.filter(pk__in={key for key in keys if key is not None}, is_confidential=True)
    return set(confidential.exclude(pk__in=Risk.objects.visible_to(person).values("pk")).values_list("pk", flat=True))


def _hidden(risks: list[Risk], person: User) -> set[int]:
    return hidden_risks((risk.pk for risk in risks), person)


def _check_risks(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    homes = Counter(id(row.parent) for row in plan.record.of("register_entries") if row.instance.is_home)
    hidden, today = _hidden_codes(plan), timezone.localdate(plan.at)
    for row in plan.rows("risks"):
        if not row.is_touched:
            continue
        if row.is_new and row.key in hidden:
            yield row, "code", "expected another code; this one is taken"
        elif homes[id(row)] == 0:
            yield row, "", "expected an entry in a register: one of `entries` must be its home"
        if row.instance.title.isspace():
            yield row, "title", "expected the risk in words"
        for field in ("opened_on", "closed_on"):
            day = row.value(field)
            if day is not None and day > today:
                yield row, field, NOT_COME


def _hidden_codes(plan: Plan) -> set[str]:
    """Codes of risks that are there and not the sender's to see."""
    if plan.actor is None or plan.existing_programme is None:
        return set()
    codes = Risk.objects.filter(programme=plan.existing_programme).values_list("code", flat=True)
    return set(codes) - {row.key for row in plan.rows("risks") if not row.is_new}


def _check_entries(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A number that a risk has which is not the sender's to see is taken; that says no more of it."""
    if plan.actor is None or plan.existing_programme is None:
        return
    seen = {row.instance.pk for row in plan.record.of("register_entries")}
    hidden = RegisterEntry.objects.filter(risk__programme=plan.existing_programme).exclude(pk__in=seen - {None})
    numbers = set(hidden.values_list("register", "number"))
    for row in plan.rows("register_entries"):
        register = row.value("register")
        if row.is_touched and register is not None and (register.instance.pk, row.instance.number) in numbers:
            yield row, "number", "expected another number; this one is taken"


def _check_mitigations(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("mitigations"):
        done_on = row.instance.done_on
        if row.is_touched and done_on is not None and done_on > timezone.localdate(plan.at):
            yield row, "done_on", NOT_COME


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
    hidden=_hidden,
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
    omitted=is_removed,
)

SECTIONS = (RISKS, VIEWERS, ENTRIES, MITIGATIONS)

HOOKS = (
    PlanHooks("risks", check=_check_risks),
    PlanHooks("register_entries", check=_check_entries),
    PlanHooks("mitigations", check=_check_mitigations),
)
