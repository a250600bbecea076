from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = "Programme"

    def ready(self) -> None:
        from programme.domain.import_job import IMPORTING
        from programme.domain.job import register_job_kind
        from programme.permissions import is_administrator, runs_any_programme
        from programme.programme_file import sections as programme_file
        from programme.views import navigation

        navigation.register_item(label="My work", url_name="home", order=10)
        navigation.register_item(label="Programmes", url_name="programme_list", order=20)
        navigation.register_item(label="Import", url_name="file_import", order=70, visible=runs_any_programme)
        navigation.register_item(label="People", url_name="person_list", order=80, visible=is_administrator)
        navigation.register_item(label="Help", url_name="help", order=90)
        navigation.register_programme_item(label="Overview", url_name="programme_detail", order=5)
        navigation.register_programme_item(
            label="History", url_name="programme_history", order=90, permission="programme.view_history"
        )
        navigation.register_programme_item(
            label="Export", url_name="file_export", order=95, permission="programme.export_programme"
        )
        navigation.register_footer_item(label="Help", url_name="help", order=10)
        navigation.register_footer_item(label="Accessibility statement", url_name="accessibility_statement", order=20)

        programme_file.register()
        register_job_kind(IMPORTING)
