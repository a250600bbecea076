from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "risks"
    verbose_name = "Risks"

    def ready(self) -> None:
        from programme.queries.history_models import limit_history
        from programme.views import navigation
        from risks import permissions, programme_file  # noqa: F401 - registers the permissions
        from risks.models import Issue, Risk
        from risks.queries import exception_checks

        navigation.register_programme_item(
            label="Risks",
            url_name="risks_home",
            order=48,
            permission="risks.view_risks",
            also=("risk-registers/", "issues/", "exceptions/"),
        )
        navigation.register_review_item(label="Risks", url_name="review_risks", order=60)
        limit_history(Risk, seen_by=Risk.objects.visible_to)
        limit_history(Issue, seen_by=Issue.objects.visible_to)
        navigation.register_overview_item(
            label="Exceptions", url_name="risk_exceptions", order=26, permission="risks.view_risks", group="Risks"
        )
        exception_checks.register_exception_rules()
        programme_file.register()
        self._register_work()

    def _register_work(self) -> None:
        from programme.queries import my_work
        from risks.queries.reviews_due import mitigation_work, review_work

        my_work.register(my_work.WorkSection(code="risk-reviews", title="Risks to review", order=24, items=review_work))
        my_work.register(
            my_work.WorkSection(code="risk-actions", title="Actions on risks", order=26, items=mitigation_work)
        )
