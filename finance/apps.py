from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = "Finance"

    def ready(self) -> None:
        from finance import (
            permissions,  # noqa: F401 - registers the permissions
            programme_file,
        )

        programme_file.register()
