from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = "Finance"

    def ready(self) -> None:
        from finance.contributions import CONTRIBUTIONS
        from programme.values.contributions import contribute

        contribute(*CONTRIBUTIONS)
