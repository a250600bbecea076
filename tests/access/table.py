"""Who may open what: a row for every address of the site. A new address without a row fails the test.

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


PROGRAMME = (
    Row("home", get=may(EVERYONE)),
    public("health"),
    public("help"),
    public("accessibility_statement"),
    Row("login", get=may(EVERYONE, status=302), post=may(EVERYONE, status=302), anonymous=200),
    Row("logout", post=may(EVERYONE, status=302)),
    Row("password_change", get=may(EVERYONE), post=may(EVERYONE)),
    Row("password_change_done", get=may(EVERYONE)),
    public("password_reset", post=200),
    public("password_reset_done"),
    public("password_reset_confirm", post=200),
    public("password_reset_complete"),
    Row("programme_list", get=may(EVERYONE)),
    Row("programme_detail", get=may(INSIDERS)),
    form("programme_edit", OFFICE),
    form("membership_add", OFFICE),
    form("membership_edit", OFFICE),
    form("phase_add", OFFICE),
    form("phase_edit", OFFICE),
    form("period_add", OFFICE),
    form("period_edit", OFFICE),
    Row("period_mails", get=may(OFFICE, AUDITOR)),
    form("period_announce", OFFICE),  # its deadline has passed, so it is refused in words
    Row("period_close", get=may(OFFICE), post=may(OFFICE, status=302)),
    Row("programme_history", get=may(OFFICE, AUDITOR)),
    Row("file_export", get=may(OFFICE, AUDITOR)),
    form("file_import", OFFICE, STRANGER, unseen=()),
    Row("file_import_job", get=may(OFFICE, AUDITOR), unseen=EVERYONE - {OFFICE, AUDITOR}),
    Row("file_import_progress", get=may(OFFICE, AUDITOR), unseen=EVERYONE - {OFFICE, AUDITOR}),
    act("file_import_confirm", OFFICE, unseen=EVERYONE - {OFFICE, AUDITOR}),
    admin_page("person_list"),
    admin_page("person_add", post=200),
    admin_page("person_detail"),
    admin_page("person_edit", post=200),
    admin_page("person_invite", post=302, get=False),
    admin_page("person_deactivate", post=302),
    admin_page("person_reactivate", post=302, get=False),
    admin_page("role_add", post=200),
    admin_page("role_end", post=200),
)

UNSEEN_REVIEW = OUTSIDERS | {ELSEWHERE, COUNCILLOR}
UNSEEN_UPDATE = EVERYONE - {OFFICE, LEAD, SPONSOR, AUDITOR}
"""An update on its way is seen by who writes, accepts or audits it."""
WORKING_ON_REVIEW = INSIDERS - {ELSEWHERE, COUNCILLOR}

NOTE_WRITERS = frozenset({OFFICE, LEAD, ELSEWHERE, SPONSOR, FINANCE, RISK, CLERK, CLEARING})
OWN_NOTE = frozenset({LEAD, FINANCE, CLERK, AUDITOR})
"""Ashmere's own note: its people who work in the programme, and auditors; not the office."""

SERVICES = (
    Row("review_list", get=may(INSIDERS)),
    form("review_create", OFFICE),
    Row("review_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("review_history", get=may(OFFICE, AUDITOR), unseen=UNSEEN_REVIEW),
    Row("review_route_map", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("route_map", get=may(INSIDERS)),
    form("programme_milestone_create", OFFICE),
    form("programme_milestone_edit", OFFICE, milestone_code="annual-review"),
    form("review_edit", OFFICE, unseen=UNSEEN_REVIEW),
    form("review_leave", OFFICE, unseen=UNSEEN_REVIEW),
    act("review_rejoin", OFFICE, unseen=UNSEEN_REVIEW),
    form("review_move", OFFICE, unseen=UNSEEN_REVIEW),
    form("review_state", OFFICE, unseen=UNSEEN_REVIEW),
    Row("review_stages", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("evidence_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("evidence_withdraw", OFFICE, unseen=UNSEEN_REVIEW),
    Row("gate_list", get=may(WORKING)),
    form("gate_create", OFFICE),
    form("gate_edit", OFFICE),
    Row("group_list", get=may(WORKING)),
    form("group_create", OFFICE),
    form("review_group_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("group_detail", get=may(WORKING_ON_REVIEW), unseen=OUTSIDERS | {ELSEWHERE}),
    form("group_edit", OFFICE, LEAD, unseen=OUTSIDERS | {ELSEWHERE}),
    form("member_add", OFFICE, LEAD, unseen=OUTSIDERS | {ELSEWHERE}),
    form("member_edit", OFFICE, LEAD, unseen=OUTSIDERS | {ELSEWHERE}),
    Row("stage_times", get=may(INSIDERS)),
    form("milestone_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("milestone_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("service_standards", get=may(INSIDERS)),
    Row("indicator_list", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("indicator_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("indicator_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("indicator_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("baseline_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("standard_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("measurement_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("system_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("system_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("aim_list", get=may(INSIDERS)),
    form("aim_create", OFFICE),
    form("aim_edit", OFFICE),
    form("review_aim_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("review_aim_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    act("review_aim_remove", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("project_list", get=may(INSIDERS)),
    Row("review_projects", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("project_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("project_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("project_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("project_move", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("dependency_add", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    act("dependency_remove", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    # These two answer who was signed out while writing themselves, so that no word is lost.
    Row(
        "update_edit",
        get=may(OFFICE, LEAD),
        post=may(OFFICE, LEAD),
        unseen=UNSEEN_REVIEW,
        anonymous_post=403,
    ),
    Row(
        "update_autosave",
        post=may(OFFICE, LEAD, status=400),
        unseen=frozenset(),
        anonymous=405,
        anonymous_post=401,
    ),
    Row(
        "update_detail",
        get=may(OFFICE, LEAD, SPONSOR, AUDITOR),
        unseen=UNSEEN_UPDATE,
    ),
    act("update_accept", OFFICE, SPONSOR, unseen=UNSEEN_UPDATE, status=409, review_code="revenues-benefits"),
    act("update_return", OFFICE, SPONSOR, unseen=UNSEEN_UPDATE, status=409, review_code="revenues-benefits"),
    act("update_recall", OFFICE, LEAD, unseen=UNSEEN_UPDATE, review_code="revenues-benefits"),
    Row("update_list", get=may(INSIDERS)),
    Row("reporting_grid", get=may(OFFICE, LEAD, ELSEWHERE, SPONSOR, AUDITOR)),
    Row("reporting_decide", post=may(OFFICE, SPONSOR)),
    # A part of a page: asked for as a page, it leads to the one that does the same. It tells who was signed out itself.
    Row(
        "reporting_row",
        get=may(OFFICE, LEAD, status=302),
        post=may(OFFICE, LEAD, status=422),
        unseen=UNSEEN_REVIEW,
        anonymous_post=401,
    ),
    Row("membership_over_time", get=may(INSIDERS)),
    Row(
        "review_when_left",
        get=may(ELSEWHERE),
        unseen=EVERYONE - {ELSEWHERE},
        using={"review_code": "human-resources"},
    ),
    Row("note_list", get=may(INSIDERS)),
    form("note_create", *NOTE_WRITERS),
    Row("review_notes", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("review_note_create", *(NOTE_WRITERS - {ELSEWHERE}), unseen=UNSEEN_REVIEW),
    Row("note_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("note_detail", get=may(*OWN_NOTE), unseen=EVERYONE - OWN_NOTE, using={"note_code": "ashmere-note"}),
    form("note_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    act("note_close", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    act("note_reopen", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    form("attachment_add", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("attachment_download", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    act("attachment_remove", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
)

UNSEEN_ACTION = UNSEEN_REVIEW
"""The action of the world is of a review, and the finance officer's own."""

ACTIONS = (
    Row("action_list", get=may(WORKING)),
    form("action_create", OFFICE, LEAD),
    Row("action_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_ACTION),
    form("action_edit", OFFICE, LEAD, unseen=UNSEEN_ACTION),
    form("action_report", OFFICE, LEAD, FINANCE, unseen=UNSEEN_ACTION),
    Row("area_list", get=may(WORKING)),
    form("area_create", OFFICE),
    Row("area_detail", get=may(WORKING)),
    form("area_edit", OFFICE),
    Row("recommendation_list", get=may(WORKING)),
    Row("plan_reference_list", get=may(WORKING)),
    form("plan_reference_create", OFFICE),
    Row("plan_reference_detail", get=may(WORKING)),
    form("plan_reference_edit", OFFICE),
    Row("review_actions", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("session_list", get=may(WORKING)),
    form("session_create", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
    Row("session_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("session_edit", OFFICE, LEAD, unseen=UNSEEN_REVIEW),
)

UNSEEN_DRAFT = OUTSIDERS | {COUNCILLOR, RISK}
DRAFT_READERS = INSIDERS - UNSEEN_DRAFT

GOVERNANCE = (
    Row("dashboard", get=may(WORKING)),
    Row("dashboard_figure", get=may(WORKING)),
    form("rating_override", OFFICE),
    act("rating_override_end", OFFICE),
    Row("body_list", get=may(INSIDERS)),
    form("body_create", OFFICE, CLERK),
    Row("body_detail", get=may(INSIDERS)),
    form("body_edit", OFFICE, CLERK),
    form("meeting_create", OFFICE, CLERK),
    Row("meeting_list", get=may(INSIDERS)),
    Row("meeting_detail", get=may(INSIDERS)),
    form("meeting_edit", OFFICE, CLERK),
    Row("report_list", get=may(INSIDERS)),
    form("report_create", OFFICE, CLERK),
    Row("report_detail", get=may(DRAFT_READERS), unseen=UNSEEN_DRAFT),
    form("report_edit", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    Row("report_preview", get=may(DRAFT_READERS), unseen=UNSEEN_DRAFT),
    act("report_generate", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("section_create", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("section_edit", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    act("section_move", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    act("section_remove", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    act("section_restore", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("recommendation_create", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("recommendation_edit", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    act("recommendation_act", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("background_paper_create", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    form("background_paper_edit", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    act("background_paper_act", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    Row("document_detail", get=may(DRAFT_READERS), unseen=UNSEEN_DRAFT),
    Row("document_progress", get=may(DRAFT_READERS), unseen=UNSEEN_DRAFT),
    act("document_retry", OFFICE, CLERK, unseen=UNSEEN_DRAFT),
    Row("document_download", get=may(DRAFT_READERS), unseen=UNSEEN_DRAFT),
    Row("report_publish", get=may(OFFICE, CLERK), post=may(OFFICE, CLERK, status=302), unseen=UNSEEN_DRAFT),
    Row("house_style_list", get=may(INSIDERS)),
    Row("house_style_detail", get=may(INSIDERS)),
)

FINANCE_ROWS = (
    Row("finance_home", get=may(INSIDERS)),
    Row("review_finance", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("case_create", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    Row("case_detail", get=may(WORKING_ON_REVIEW, status=302), unseen=UNSEEN_REVIEW),
    form("case_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    Row("case_version", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("version_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("version_approve", OFFICE, SPONSOR, unseen=UNSEEN_REVIEW),
    form("version_withdraw", OFFICE, SPONSOR, unseen=UNSEEN_REVIEW),
    form("version_next", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("lines_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    act("lines_totals", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW, status=200),
    Row("version_compare", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("council_shares", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("options_appraisal", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("option_scores", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("option_create", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("option_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("option_decide", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("criterion_create", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("criterion_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("criterion_outcome", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    Row("version_workbook", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("version_fill_in", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    Row("savings_list", get=may(INSIDERS)),
    Row("review_savings", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("savings_detail", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    Row("savings_reconciliation", get=may(WORKING_ON_REVIEW), unseen=UNSEEN_REVIEW),
    form("savings_create", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_edit", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_close", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_split", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_merge", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_values", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    form("savings_month", OFFICE, LEAD, FINANCE, unseen=UNSEEN_REVIEW),
    Row(
        "savings_from_case",
        get=may(OFFICE, LEAD, FINANCE),
        post=may(OFFICE, LEAD, FINANCE, status=302),
        unseen=UNSEEN_REVIEW,
    ),
)

SHARING = (
    *(Row(name, get=may(WORKING)) for name in ("sharing_list", "apportionment_detail", "driver_detail")),
    *(form(f"apportionment_{name}", OFFICE) for name in ("create", "edit", "end", "next")),
    *(form(f"driver_{name}", OFFICE) for name in ("create", "edit", "figures_add", "figures_edit")),
)

BUDGETS = (
    Row("budget_list", get=may(WORKING), unseen=OUTSIDERS),
    form("budget_create", OFFICE, FINANCE),
    Row("budget_detail", get=may(WORKING), unseen=OUTSIDERS | {COUNCILLOR}),
    form("budget_edit", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("budget_forecast", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("budget_close", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("virement_create", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("commitment_create", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("commitment_edit", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("commitment_release", OFFICE, FINANCE, unseen=OUTSIDERS | {COUNCILLOR}),
    form("month_list", OFFICE),
    form("month_edit", OFFICE),
    form("ledger_import_list", OFFICE, FINANCE),
    Row(
        "ledger_import",
        get=may(OFFICE, AUDITOR),
        post=may(OFFICE, AUDITOR, status=302),
        unseen=EVERYONE - {OFFICE, AUDITOR},
    ),
    Row("ledger_import_progress", get=may(OFFICE, AUDITOR), unseen=EVERYONE - {OFFICE, AUDITOR}),
    Row("ledger_import_rejects", get=may(OFFICE, AUDITOR), unseen=EVERYONE - {OFFICE, AUDITOR}),
)
"""The line of the world is a joint one; its ledger file is the programme office's and has been read."""

UNSEEN_RISK = OUTSIDERS | {COUNCILLOR}

RISKS = (
    Row("risk_detail", get=may(WORKING), unseen=UNSEEN_RISK),
    form("risk_create", OFFICE, RISK, unseen=UNSEEN_RISK),
    form("risk_edit", OFFICE, unseen=UNSEEN_RISK),
    form("risk_close", OFFICE, unseen=UNSEEN_RISK),
    form("risk_reopen", OFFICE, unseen=UNSEEN_RISK, risk_code="joint-3"),
)
"""The programme office keeps the joint register and owns the risk."""

TABLE = (*PROGRAMME, *SERVICES, *ACTIONS, *GOVERNANCE, *FINANCE_ROWS, *SHARING, *BUDGETS, *RISKS)
