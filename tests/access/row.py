"""What a row of the table of addresses says, and the people it speaks of. The table: tests/access/table.py.

To add one, say who may:

    Row("report_edit", get=may(OFFICE, CLERK), post=may(OFFICE, CLERK), unseen=OUTSIDERS | {COUNCILLOR})

- `get` and `post`: who may, and the answer they get (200 unless given: `may(CLERK, status=302)`). Left out: the method
  is not for this address, and who is signed in gets 405.
- Who may not gets 403 when they see the thing, and 404 when they do not: those stand in `unseen`, OUTSIDERS by default.
  Who is not signed in is sent to sign in, unless `public=True` or `anonymous` (`anonymous_post`) says otherwise.
- The names in the address get their values from `tests/access/world.py` by name (`review_code` is "waste-collection");
  `using={"review_code": "legal"}` says otherwise for a row.
- A POST is sent empty: a form comes back (200), a one-button act is done and leads on (302). Each request is undone.

The people: one for each role in a programme (INSIDERS), among them a lead officer of a council that takes part in none
of its reviews any more (ELSEWHERE); an administrator, a stranger who holds every role in another programme, and
somebody without any role (OUTSIDERS).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

OFFICE, LEAD, ELSEWHERE, SPONSOR, FINANCE = "office", "lead", "elsewhere", "sponsor", "finance"
RISK, CLERK, CLEARING, BOARD, COUNCILLOR, AUDITOR = "risk", "clerk", "clearing", "board", "councillor", "auditor"
ADMINISTRATOR, STRANGER, NOBODY, ANONYMOUS = "administrator", "stranger", "nobody", "anonymous"

INSIDERS = frozenset({OFFICE, LEAD, ELSEWHERE, SPONSOR, FINANCE, RISK, CLERK, CLEARING, BOARD, COUNCILLOR, AUDITOR})
OUTSIDERS = frozenset({ADMINISTRATOR, STRANGER, NOBODY})
EVERYONE = INSIDERS | OUTSIDERS
WORKING = INSIDERS - {COUNCILLOR}
"""Who reads the working record: not councillors, who read what is published."""


@dataclass(frozen=True)
class Expected:
    people: frozenset[str]
    status: int


def may(*people: str | Iterable[str], status: int = 200) -> Expected:
    """Who may, and what they get."""
    named: set[str] = set()
    for one in people:
        named |= {one} if isinstance(one, str) else set(one)
    return Expected(frozenset(named), status)


@dataclass(frozen=True)
class Row:
    name: str
    get: Expected | None = None
    post: Expected | None = None
    unseen: frozenset[str] = OUTSIDERS
    public: bool = False
    anonymous: int = 302
    anonymous_post: int | None = None
    using: dict[str, Any] = field(default_factory=dict)

    def status_for(self, person: str, method: str) -> int:
        """What a person gets."""
        expected = self.get if method == "get" else self.post
        if person == ANONYMOUS and not self.public:
            return self.anonymous_post or self.anonymous if method == "post" else self.anonymous
        if expected is None:
            return 405
        if person in expected.people or self.public:
            return expected.status
        return 404 if person in self.unseen else 403


def admin_page(name: str, *, post: int | None = None, get: bool = True) -> Row:
    """A page for administrators; nobody else."""
    return Row(
        name,
        get=may(ADMINISTRATOR) if get else None,
        post=may(ADMINISTRATOR, status=post) if post else None,
        unseen=frozenset(),
    )


def form(name: str, *people: str, unseen: Iterable[str] = OUTSIDERS, **using: Any) -> Row:
    """A page with a form that comes back when it is sent empty."""
    return Row(name, get=may(*people), post=may(*people), unseen=frozenset(unseen), using=using)


def act(name: str, *people: str, unseen: Iterable[str] = OUTSIDERS, status: int = 302, **using: Any) -> Row:
    """A button: POST alone, and on to another page (or 409: it does not say which state of the record it was about)."""
    return Row(name, post=may(*people, status=status), unseen=frozenset(unseen), using=using)


def public(name: str, *, post: int | None = None) -> Row:
    return Row(name, get=may(), post=may(status=post) if post else None, public=True)
