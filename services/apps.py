from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = "Service reviews"

    def ready(self) -> None:
        from programme.domain.leaving import register_parts
        from programme.domain.period import register_teller
        from programme.queries import my_work
        from programme.queries.history_models import limit_history, register_history_subject
        from programme.views import navigation
        from services import permissions, programme_file  # noqa: F401 - registers the permissions
        from services.domain.digest import tell_officers
        from services.domain.participation import REVIEW_PARTS
        from services.models import Note, ServiceReview
        from services.queries import exception_checks as exception_rules
        from services.queries.action_list import actions_to_do
        from services.queries.my_work import updates_returned, updates_to_decide, updates_to_write
        from services.queries.office_work import updates_to_chase
        from services.queries.projects import broken_dependencies_led
        from services.queries.reviews_led import reviews_led

        navigation.register_programme_item(label="Service reviews", url_name="review_list", order=30)
        navigation.register_programme_item(
            label="Reporting", url_name="reporting_grid", order=38, permission="services.view_reporting"
        )
        navigation.register_programme_item(label="Route map", url_name="route_map", order=32)
        navigation.register_programme_item(label="Updates", url_name="update_list", order=40)
        navigation.register_programme_item(
            label="Actions", url_name="action_list", order=45, permission="services.view_areas"
        )
        for group, label, url_name, order, permission in (
            ("Aims and who takes part", "Principles and outcomes", "aim_list", 10, None),
            ("Aims and who takes part", "Groups and roles", "group_list", 12, "services.view_working_record"),
            ("Aims and who takes part", "Membership over time", "membership_over_time", 14, None),
            ("Work of the services", "Projects", "project_list", 20, None),
            ("Work of the services", "Service standards", "service_standards", 22, None),
            ("Work of the services", "Notes and documents", "note_list", 24, None),
            ("Stages", "Gates between the stages", "gate_list", 30, "services.view_working_record"),
            ("Stages", "Time in stage", "stage_times", 32, None),
            ("Actions and scrutiny", "Areas of review", "area_list", 50, "services.view_areas"),
            ("Actions and scrutiny", "Recommendations", "recommendation_list", 52, "services.view_areas"),
            ("Actions and scrutiny", "Delivery plan references", "plan_reference_list", 54, "services.view_areas"),
            ("Actions and scrutiny", "Scrutiny sessions", "session_list", 56, "services.view_areas"),
        ):
            navigation.register_overview_item(
                label=label, url_name=url_name, order=order, permission=permission, group=group
            )
        for code, title, order, items in (
            ("updates-returned", "Sent back to you", 10, updates_returned),
            ("updates-due", "Updates to write", 20, updates_to_write),
            ("updates-to-decide", "Updates waiting for your decision", 30, updates_to_decide),
            ("updates-to-chase", "Updates not handed in", 34, updates_to_chase),
            ("actions", "Your actions", 35, actions_to_do),
            ("broken-dependencies", "Broken dependencies of your projects", 36, broken_dependencies_led),
        ):
            my_work.register(my_work.WorkSection(code=code, title=title, order=order, items=items))
        my_work.register_standing(
            my_work.StandingSection(
                code="reviews-led",
                title="Reviews I lead",
                order=10,
                template="services/_reviews_led.html",
                items=reviews_led,
            )
        )
        register_history_subject(code="review", label="Service review", model=ServiceReview)
        register_teller(tell_officers)
        limit_history(Note, seen_by=Note.objects.visible_to)
        register_parts(REVIEW_PARTS)
        exception_rules.register_exception_rules()
        programme_file.register()
