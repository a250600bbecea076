from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from governance import permissions  # noqa: F401 - registers the permissions
        from programme.navigation import register_programme_item

        register_programme_item(
            label="Dashboard", url_name="dashboard", order=10, permission="governance.view_dashboard"
        )

        from governance import programme_file

        programme_file.register()
