"""The demo programmes and the people who show what each role can do. For a demo installation only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils import timezone

from programme.domain.acting import acting_as
from programme.domain.programme_file import import_programme_file
from programme.enums import Role
from programme.errors import DomainError
from programme.models import Programme, RoleGrant, User
from programme.rules.demo_dates import resolve_dates

DEMO_PASSWORD = "concordat-demo"  # noqa: S105 - stated to everyone, and refused outside a demo installation
DEMO_DOMAIN = ".example"
"""Demo accounts have addresses that end in this; no other account is ever touched."""
ADMINISTRATOR_EMAIL = "administrator@concordat.example"
CODE_IN_FILE = re.compile(r"^programme:\s*\n(?:\s+.*\n)*?\s+code:\s*[\"']?([a-z0-9-]+)", re.MULTILINE)

FIRST_STEPS: dict[Role, str] = {
    Role.LEAD_OFFICER: "My work: write an update and submit it",
    Role.SPONSOR: "My work: accept an update, or return it",
    Role.PROGRAMME_OFFICE: "Overview: open a reporting period; move a review",
    Role.BOARD_MEMBER: "Dashboard: open the rows behind a figure",
    Role.CLERK: "Reports: preview the report and make its PDF",
    Role.CLEARING_OFFICER: "Reports: read the draft before it goes out",
    Role.FINANCE_OFFICER: "Reviews: follow your council's reviews",
    Role.RISK_OWNER: "Dashboard: see what is red, and why",
    Role.COUNCILLOR: "Programmes: read what is published",
    Role.AUDITOR: "History: who changed what, from what, to what",
    Role.ADMINISTRATOR: "People: add a person and give them a role",
}
"""Every role, in the order in which a newcomer may like to try them."""
FIRST_STEPS_ONCE_ENDED: dict[Role, str] = {
    Role.PROGRAMME_OFFICE: "Overview: the councils, services and people of a past programme",
    Role.CLERK: "Reports: make the committee report of a past programme",
}
"""Of a programme that has ended only these are named: nothing is left to write or to accept, and its other people are
on its own page."""


class NotADemoInstallation(DomainError):
    """Demo people have a password that everyone knows, so they have no place in an installation with real work."""


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """One demo person to sign in as. `programme` is empty for the administrator."""

    programme: str
    email: str
    role: str
    first_step: str


def load_demo(*, files: Iterable[Path], at: datetime) -> tuple[str, ...]:
    """Load the demo files whose programmes are not there yet and open the accounts; gives the new programmes' names.

    What is there already is kept as it is, whatever was changed in it.
    Raises NotADemoInstallation, ProgrammeFileFaulty.
    """
    check_demo_installation()
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    codes = {path: _code_of(text) for path, text in texts.items()}
    there = set(Programme.objects.filter(code__in=codes.values()).values_list("code", flat=True))
    added = []
    for path, text in texts.items():
        if codes[path] not in there:
            data = resolve_dates(text, today=timezone.localdate(at)).encode()
            added.append(import_programme_file(data=data, filename=path.name, actor=None, at=at).programme.name)
    with acting_as(None, through="load_demo"):
        _open_accounts(codes=list(codes.values()), at=at)
    return tuple(added)


def check_demo_installation() -> None:
    """Raise NotADemoInstallation unless the settings say that this is one."""
    if not settings.CONCORDAT_DEMO:
        raise NotADemoInstallation(
            "This is not a demo installation, so the demo programmes and their people are not loaded. "
            "Set CONCORDAT_DEMO=1 for an installation that holds no real work."
        )


def demo_sign_ins(*, files: Iterable[Path]) -> list[SignIn]:
    """For each demo programme that runs one person of each role, for one that has ended two people; and the
    administrator."""
    codes = [_code_of(path.read_text(encoding="utf-8")) for path in files]
    grants = (
        RoleGrant.objects.current()
        .filter(programme__code__in=codes, user__email__endswith=DEMO_DOMAIN, user__is_active=True)
        .select_related("user", "programme")
        .order_by("-programme__starts_on", "pk")
    )
    found: dict[tuple[int | None, str], RoleGrant] = {}
    for grant in grants:
        if Role(grant.role) in _first_steps(grant):
            found.setdefault((grant.programme_id, grant.role), grant)
    programmes = list(dict.fromkeys(grant.programme_id for grant in found.values()))
    in_order = sorted(
        found.values(),
        key=lambda grant: (
            programmes.index(grant.programme_id),
            list(_first_steps(grant)).index(Role(grant.role)),
        ),
    )
    administrator = RoleGrant.objects.current().filter(user__email=ADMINISTRATOR_EMAIL, role=Role.ADMINISTRATOR)
    return [_sign_in(grant) for grant in [*in_order, *administrator.select_related("user", "programme")]]


def _first_steps(grant: RoleGrant) -> dict[Role, str]:
    """What there is to try first in the programme of a grant, by role."""
    has_ended = grant.programme is not None and grant.programme.has_ended
    return FIRST_STEPS_ONCE_ENDED if has_ended else FIRST_STEPS


def _sign_in(grant: RoleGrant) -> SignIn:
    role = Role(grant.role)
    return SignIn(
        programme=grant.programme.name if grant.programme else "",
        email=grant.user.email,
        role=role.label,
        first_step=_first_steps(grant)[role],
    )


@transaction.atomic
def _open_accounts(*, codes: list[str], at: datetime) -> None:
    """Give the demo people their password, once: whoever changed theirs keeps it."""
    waiting = User.objects.filter(
        grants__programme__code__in=codes,
        email__endswith=DEMO_DOMAIN,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
    ).distinct()
    waiting_ids = list(waiting.values_list("pk", flat=True))
    administrator = User.objects.filter(email=ADMINISTRATOR_EMAIL).exists()
    if waiting_ids or not administrator:
        password = make_password(DEMO_PASSWORD)
        User.objects.filter(pk__in=waiting_ids).update(password=password)
        if not administrator:
            user = User.objects.create(
                email=ADMINISTRATOR_EMAIL,
                name="Alexis Brand",
                post="Systems administrator",
                password=password,
                date_joined=at,
            )
            RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=timezone.localdate(at))


def _code_of(text: str) -> str:
    found = CODE_IN_FILE.search(text)
    if found is None:
        raise ValueError("a demo file begins with its programme and the programme's code")
    return found[1]
