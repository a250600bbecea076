from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "Service reviews"

    def ready(self) -> None:
        from services import (
            permissions,  # noqa: F401 - registers the permissions
            programme_file,
        )

        programme_file.register()
