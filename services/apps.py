from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "Service reviews"

    def ready(self) -> None:
        from programme.values.contributions import contribute
        from services.contributions import CONTRIBUTIONS

        contribute(*CONTRIBUTIONS)
