"""What this app brings to the others: see `programme.values.contributions`."""

from programme.queries.history_models import HistoryLimit
from programme.queries.my_work import WorkSection
from programme.views.navigation import OverviewLink, ProgrammeLink, ReviewTab
from risks import permissions  # noqa: F401 - states the permissions
from risks.models import Issue, Risk
from risks.programme_file import COMPUTATIONS, HOOKS, SECTIONS
from risks.queries.exception_checks import EXCEPTION_RULES
from risks.queries.reviews_due import mitigation_work, review_work

CONTRIBUTIONS = (
    ProgrammeLink(
        "Risks",
        "risks_home",
        order=48,
        permission="risks.view_risks",
        also=("risk-registers/", "issues/", "exceptions/"),
    ),
    ReviewTab("Risks", "review_risks", order=60),
    OverviewLink("Exceptions", "risk_exceptions", order=26, permission="risks.view_risks", group="Risks"),
    WorkSection(code="risk-reviews", title="Risks to review", order=24, items=review_work),
    WorkSection(code="risk-actions", title="Actions on risks", order=26, items=mitigation_work),
    HistoryLimit(model=Risk, seen_by=Risk.objects.visible_to),
    HistoryLimit(model=Issue, seen_by=Issue.objects.visible_to),
    *EXCEPTION_RULES,
    *SECTIONS,
    *HOOKS,
    *COMPUTATIONS,
)
