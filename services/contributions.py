"""What this app brings to the others: see `programme.values.contributions`."""

from programme.domain.period import PeriodOpening
from programme.queries.history_models import HistoryLimit, HistorySubject
from programme.queries.my_work import StandingSection, WorkSection
from programme.views.navigation import OverviewLink, ProgrammeLink
from services import permissions  # noqa: F401 - states the permissions
from services.domain.digest import tell_officers
from services.domain.participation import REVIEW_PARTS
from services.models import Note, ServiceReview
from services.programme_file import COMPUTATIONS, HOOKS, SECTIONS
from services.queries.actions import actions_to_do
from services.queries.exception_checks import EXCEPTION_RULES
from services.queries.my_work import reviews_led, updates_returned, updates_to_decide, updates_to_write
from services.queries.office_work import updates_to_chase
from services.queries.projects import broken_dependencies_led
from services.rules.gates import GATE_CHECKS

AIMS, WORK, STAGES = "Aims and who takes part", "Work of the services", "Stages"
SCRUTINY = "Actions and scrutiny"
WORKING_RECORD, AREAS = "services.view_working_record", "services.view_areas"

CONTRIBUTIONS = (
    ProgrammeLink("Service reviews", "review_list", order=30),
    ProgrammeLink("Route map", "route_map", order=32),
    ProgrammeLink("Reporting", "reporting_grid", order=38, permission="services.view_reporting"),
    ProgrammeLink("Updates", "update_list", order=40),
    ProgrammeLink("Actions", "action_list", order=45, permission=AREAS),
    OverviewLink("Principles and outcomes", "aim_list", order=10, group=AIMS),
    OverviewLink("Groups and roles", "group_list", order=12, group=AIMS, permission=WORKING_RECORD),
    OverviewLink("Membership over time", "membership_over_time", order=14, group=AIMS),
    OverviewLink("Projects", "project_list", order=20, group=WORK),
    OverviewLink("Service standards", "service_standards", order=22, group=WORK),
    OverviewLink("Notes and documents", "note_list", order=24, group=WORK),
    OverviewLink("Gates between the stages", "gate_list", order=30, group=STAGES, permission=WORKING_RECORD),
    OverviewLink("Time in stage", "stage_times", order=32, group=STAGES),
    OverviewLink("Areas of review", "area_list", order=50, group=SCRUTINY, permission=AREAS),
    OverviewLink("Recommendations", "recommendation_list", order=52, group=SCRUTINY, permission=AREAS),
    OverviewLink("Delivery plan references", "plan_reference_list", order=54, group=SCRUTINY, permission=AREAS),
    OverviewLink("Scrutiny sessions", "session_list", order=56, group=SCRUTINY, permission=AREAS),
    WorkSection(code="updates-returned", title="Sent back to you", order=10, items=updates_returned),
    WorkSection(code="updates-due", title="Updates to write", order=20, items=updates_to_write),
    WorkSection(code="updates-to-decide", title="Updates waiting for your decision", order=30, items=updates_to_decide),
    WorkSection(code="updates-to-chase", title="Updates not handed in", order=34, items=updates_to_chase),
    WorkSection(code="actions", title="Your actions", order=35, items=actions_to_do),
    WorkSection(
        code="broken-dependencies",
        title="Broken dependencies of your projects",
        order=36,
        items=broken_dependencies_led,
    ),
    StandingSection(
        code="reviews-led",
        title="Reviews I lead",
        order=10,
        template="services/_reviews_led.html",
        items=reviews_led,
    ),
    HistorySubject(code="review", label="Service review", model=ServiceReview),
    HistoryLimit(model=Note, seen_by=Note.objects.visible_to),
    PeriodOpening(tell_officers),
    REVIEW_PARTS,
    *GATE_CHECKS,
    *EXCEPTION_RULES,
    *SECTIONS,
    *HOOKS,
    *COMPUTATIONS,
)
