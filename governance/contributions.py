"""What this app brings to the others: see `programme.values.contributions`."""

from governance import permissions  # noqa: F401 - states the permissions
from governance.domain.document import RENDERING
from governance.models import RenderJob
from governance.programme_file.sections import HOOKS, SECTIONS
from governance.queries.meetings import last_board_meeting, meeting_work, report_work
from programme.queries.exceptions import ReportLink
from programme.queries.history_models import HistoryLeftOut
from programme.queries.my_work import WorkSection
from programme.views.navigation import ProgrammeLink
from risks.queries.exceptions import BoardMeetings

CONTRIBUTIONS = (
    ProgrammeLink("Dashboard", "dashboard", order=10, permission="governance.view_dashboard"),
    ProgrammeLink("Meetings", "meeting_list", order=40),
    ProgrammeLink("Reports", "report_list", order=50),
    ProgrammeLink("Bodies", "body_list", order=60),
    WorkSection(code="meetings", title="Meetings", order=40, items=meeting_work),
    WorkSection(code="reports", title="Reports to generate", order=50, items=report_work),
    ReportLink("exception_report_create", "governance.add_body"),
    BoardMeetings(last_board_meeting),
    HistoryLeftOut(RenderJob),
    RENDERING,
    *SECTIONS,
    *HOOKS,
)
