from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from governance import permissions  # noqa: F401 - registers the permissions
        from programme.views.navigation import register_programme_item

        register_programme_item(
            label="Dashboard", url_name="dashboard", order=10, permission="governance.view_dashboard"
        )

        register_programme_item(label="Meetings", url_name="meeting_list", order=40)
        register_programme_item(label="Reports", url_name="report_list", order=50)
        register_programme_item(label="Bodies", url_name="body_list", order=60)

        from governance.queries.meetings import meeting_work, report_work
        from programme.queries import my_work

        my_work.register(my_work.WorkSection(code="meetings", title="Meetings", order=40, items=meeting_work))
        my_work.register(my_work.WorkSection(code="reports", title="Reports to generate", order=50, items=report_work))

        from governance.queries.last_board import last_board_meeting
        from risks.queries import last_board

        last_board.register(last_board_meeting)
        from programme.queries.exceptions import ReportLink, register_exception_report

        register_exception_report(ReportLink("exception_report_create", "governance.add_body"))

        from governance.domain.rendering import RENDERING
        from governance.models import RenderJob
        from governance.programme_file import sections as programme_file
        from programme.domain.job import register_job_kind
        from programme.queries.history_models import leave_out_of_history

        programme_file.register()
        leave_out_of_history(RenderJob)
        register_job_kind(RENDERING)
