"""The sections of the programme file that this app keeps: councils, programme, people, memberships, phases, periods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from programme.enums import COUNCIL_ROLES, Role
from programme.file.kinds import Choice
from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, Spans, fields_of
from programme.models import Aim, Council, Phase, Programme, ProgrammeMembership, ReportingPeriod, RoleGrant, User
from programme.permissions import holds

GRANTABLE_ROLES = tuple(role.value for role in Role if role != Role.ADMINISTRATOR)


def _check_councils(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A council is shared: only who runs every programme it is in may change what stands of it."""
    touched = [row for row in plan.rows("councils") if row.is_touched]
    names = {council.name.lower(): council.code for council in Council.objects.all()} if touched else {}
    for row in touched:
        holder = names.setdefault(row.instance.name.lower(), row.key)
        if holder != row.key:
            yield row, "name", f"expected a name of its own; the council {holder} has this one"
        if row.action == "changed" and not _runs_every_programme_of(row.instance, plan):
            fields = ", ".join(change.field for change in row.changes)
            yield (
                row,
                row.changes[0].field,
                (
                    f"expected the council {row.key} as it stands, because other programmes share it: the {fields} "
                    "can be changed only by someone who runs every programme it is in"
                ),
            )


def _runs_every_programme_of(council: Council, plan: Plan) -> bool:
    if plan.actor is None:
        return True
    programmes = ProgrammeMembership.objects.filter(council=council).values_list("programme", flat=True).distinct()
    return bool(programmes) and all(
        holds(plan.actor, Role.PROGRAMME_OFFICE, programme=programme) for programme in programmes
    )


def _complete_person(row: Row, plan: Plan) -> None:
    if row.is_new:
        row.instance.set_unusable_password()
        row.instance.date_joined = plan.at


def _check_people(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """No fault: an account that exists is only pointed at. Where the file says otherwise, the reader is told."""
    for row in plan.rows("people"):
        if row.action != "unchanged" or row.file_row is None:
            continue
        differing = [
            field.name
            for field in row.section.fields
            if field.name in row.file_row.values and (row.file_row.values[field.name] or None) != row.data(field)
        ]
        if differing:
            plan.notes.append(
                f"{row.key} has an account already: the {' and '.join(differing)} in the file is not used."
            )
    return []


def _prefill_role(values: dict[str, Any], plan: Plan) -> None:
    programme = plan.programme
    if values.get("starts_on") is None and programme is not None:
        values["starts_on"] = programme.starts_on


def _check_roles(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    members = {row.value("council").key for row in plan.rows("memberships") if row.value("council") is not None}
    for row in plan.rows("roles"):
        if not row.is_touched:
            continue
        council, role = row.value("council"), Role(row.value("role"))
        if role in COUNCIL_ROLES and council is None:
            yield row, "council", f"expected the council for which the person is {role.label.lower()}"
        elif role not in COUNCIL_ROLES and council is not None:
            yield row, "council", f"expected no council: {role.label.lower()} is a role in the whole programme"
        elif council is not None and council.key not in members:
            yield row, "council", f"expected a council of the programme; {council.key} has no membership"


def _check_phases(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("phases"):
        starts, ends = row.value("starts"), row.value("ends")
        if (
            row.is_touched
            and starts
            and ends
            and ends.is_confirmed
            and starts.is_confirmed
            and ends.last_day < starts.first_day
        ):
            yield row, "ends", f"expected a date on or after the phase starts ({starts.canonical()})"


def _closed_period(period: ReportingPeriod) -> str:
    return "a closed period never changes" if period.closed_at is not None else ""


COUNCILS = Section(
    name="councils",
    noun="council",
    about="The sovereign authorities that take part. Programmes share them.",
    model=Council,
    key=("code",),
    fields=fields_of(Council, "code name short_name kind"),
    order=10,
    programme_path=None,
)

PROGRAMME = Section(
    name="programme",
    noun="programme",
    about="What the councils have agreed to do together.",
    model=Programme,
    key=("code",),
    fields=fields_of(Programme, "code name summary starts_on planned_end ended_on"),
    order=20,
    programme_path="",
)

PEOPLE = Section(
    name="people",
    noun="person",
    about=(
        "The people that rows name, by e-mail address, and their roles in this programme. A new person cannot sign in "
        "until given a password; an address that has an account already is only pointed at, never changed."
    ),
    model=User,
    key=("email",),
    fields=fields_of(User, "email name post council", references={"council": "councils"}),
    order=30,
    programme_path=None,
    links_only=True,
)

ROLES = Section(
    name="roles",
    noun="role",
    about="A role that the person holds in this programme and, where the role is for one council, for that council.",
    model=RoleGrant,
    key=("role", "council", "starts_on"),
    fields=fields_of(
        RoleGrant,
        "role council starts_on ended_on",
        references={"council": "councils"},
        kinds={"role": Choice(values=GRANTABLE_ROLES)},
        optional=["starts_on"],
        about={"starts_on": "The first day of the role. Left out: the programme's first day."},
    ),
    order=40,
    sort=("role", "council", "starts_on"),
    parent="people",
    parent_column="user",
    nested_as="roles",
)

MEMBERSHIPS = Section(
    name="memberships",
    noun="membership",
    about="A council's part in the programme, dated: councils join and leave, the past stays.",
    model=ProgrammeMembership,
    key=("council", "joined_on"),
    fields=fields_of(ProgrammeMembership, "council role joined_on left_on", references={"council": "councils"}),
    order=50,
    sort=("joined_on", "council"),
    spans=Spans(
        within=("council",), first="joined_on", last="left_on", expected="a council to be a member once at a time"
    ),
)

PHASES = Section(
    name="phases",
    noun="phase",
    about="Stretches of the programme under whose headings reviews are reported.",
    model=Phase,
    key=("code",),
    fields=fields_of(Phase, "code name starts ends position"),
    order=60,
    sort=("position", "code"),
    ordinal="position",
)

AIMS = Section(
    name="aims",
    noun="aim",
    about="The guiding principles of the programme, and the corporate outcomes that it serves.",
    model=Aim,
    key=("code",),
    fields=fields_of(
        Aim, "code kind name text council position agreed_on ended_on", references={"council": "councils"}
    ),
    order=65,
    sort=("kind", "position", "code"),
    ordinal="position",
    ordinal_within=("kind",),
)

PERIODS = Section(
    name="periods",
    noun="reporting period",
    about="What one round of updates speaks of.",
    model=ReportingPeriod,
    key=("code",),
    fields=fields_of(
        ReportingPeriod, "code name starts_on ends_on deadline cut_off remind_before remind_every opened_at closed_at"
    ),
    order=70,
    sort=("starts_on", "code"),
    spans=Spans(within=(), first="starts_on", last="ends_on", expected="reporting periods that do not overlap"),
    frozen=_closed_period,
)

SECTIONS = (COUNCILS, PROGRAMME, PEOPLE, ROLES, MEMBERSHIPS, PHASES, AIMS, PERIODS)

HOOKS = (
    PlanHooks("councils", check=_check_councils),
    PlanHooks("people", complete=_complete_person, check=_check_people),
    PlanHooks("roles", prefill=_prefill_role, check=_check_roles),
    PlanHooks("phases", check=_check_phases),
)
