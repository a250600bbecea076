from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = "Programme"

    def ready(self) -> None:
        from programme.contributions import CONTRIBUTIONS
        from programme.values.contributions import contribute

        contribute(*CONTRIBUTIONS)
