"""What this app brings to the others: see `programme.values.contributions`."""

from finance import permissions  # noqa: F401 - states the permissions
from finance.domain.ledger_import import LEDGER_IMPORTING
from finance.programme_file import COMPUTATIONS, HOOKS, SECTIONS
from finance.queries.approvals import GATE_CHECKS
from finance.queries.exception_checks import EXCEPTION_RULES
from programme.views.navigation import ProgrammeLink, ReviewTab

CONTRIBUTIONS = (
    ProgrammeLink(
        "Finance",
        "finance_home",
        order=46,
        permission="services.view_working_record",
        also=("cases/", "savings/", "budgets/", "sharing/"),
    ),
    ReviewTab("Finance", "review_finance", order=50),
    LEDGER_IMPORTING,
    *GATE_CHECKS,
    *EXCEPTION_RULES,
    *SECTIONS,
    *HOOKS,
    *COMPUTATIONS,
)
