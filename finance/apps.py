from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
    verbose_name = "Finance"

    def ready(self) -> None:
        from finance import permissions, programme_file  # noqa: F401 - registers the permissions
        from finance.domain.ledger_import import LEDGER_IMPORTING
        from finance.queries import exception_checks as exception_rules
        from finance.queries import gate_checks
        from programme.domain.job import register_job_kind
        from programme.views import navigation

        navigation.register_programme_item(
            label="Finance",
            url_name="finance_home",
            order=46,
            permission="services.view_working_record",
            also=("cases/", "savings/", "budgets/", "sharing/"),
        )
        navigation.register_review_item(label="Finance", url_name="review_finance", order=50)
        gate_checks.register_gate_checks()
        exception_rules.register_exception_rules()
        programme_file.register()
        register_job_kind(LEDGER_IMPORTING)
