from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "risks"
    verbose_name = "Risks"

    def ready(self) -> None:
        from programme.queries.history_models import limit_history
        from risks import (
            permissions,  # noqa: F401 - registers the permissions
            programme_file,
        )
        from risks.models import Issue, Risk

        limit_history(Risk, seen_by=Risk.objects.visible_to)
        limit_history(Issue, seen_by=Issue.objects.visible_to)
        programme_file.register()
