from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "risks"
    verbose_name = "Risks"

    def ready(self) -> None:
        from programme.values.contributions import contribute
        from risks.contributions import CONTRIBUTIONS

        contribute(*CONTRIBUTIONS)
