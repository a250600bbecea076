from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Governance"

    def ready(self) -> None:
        from governance.contributions import CONTRIBUTIONS
        from programme.values.contributions import contribute

        contribute(*CONTRIBUTIONS)
