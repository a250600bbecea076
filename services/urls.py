"""The addresses of service reviews and their updates. All begin with the programme."""

from django.urls import include, path

from services.views import (
    actions,
    areas,
    figures,
    indicators,
    milestones,
    review_edit,
    review_moves,
    reviews,
    scrutiny_sessions,
    systems,
    update_autosave,
    update_decisions,
    update_edit,
    updates,
)

review = [
    path("", reviews.review_detail, name="review_detail"),
    path("history/", reviews.review_history, name="review_history"),
    path("edit/", review_edit.review_edit, name="review_edit"),
    path("leave/", review_edit.review_leave, name="review_leave"),
    path("rejoin/", review_edit.review_rejoin, name="review_rejoin"),
    path("move/", review_moves.review_move, name="review_move"),
    path("milestones/new/", milestones.milestone_create, name="milestone_create"),
    path("milestones/<slug:milestone_code>/", milestones.milestone_edit, name="milestone_edit"),
    path("actions/", actions.review_actions, name="review_actions"),
    path("sessions/new/", scrutiny_sessions.session_create, name="session_create"),
    path("sessions/<slug:session_code>/", scrutiny_sessions.session_detail, name="session_detail"),
    path("sessions/<slug:session_code>/edit/", scrutiny_sessions.session_edit, name="session_edit"),
    path("standards/", indicators.indicator_list, name="indicator_list"),
    path("standards/baseline/", figures.baseline_edit, name="baseline_edit"),
    path("standards/targets/", figures.standard_edit, name="standard_edit"),
    path("standards/measurements/", figures.measurement_edit, name="measurement_edit"),
    path("standards/systems/new/", systems.system_create, name="system_create"),
    path("standards/systems/<slug:council_code>/<slug:system_code>/", systems.system_edit, name="system_edit"),
    path("standards/indicators/new/", indicators.indicator_create, name="indicator_create"),
    path("standards/indicators/<slug:indicator_code>/", indicators.indicator_detail, name="indicator_detail"),
    path("standards/indicators/<slug:indicator_code>/edit/", indicators.indicator_edit, name="indicator_edit"),
    path("updates/<slug:period_code>/edit/", update_edit.update_edit, name="update_edit"),
    path("updates/<slug:period_code>/save/", update_autosave.update_autosave, name="update_autosave"),
    path("updates/<slug:period_code>/<int:version>/", updates.update_detail, name="update_detail"),
    path("updates/<slug:period_code>/<int:version>/accept/", update_decisions.update_accept, name="update_accept"),
    path("updates/<slug:period_code>/<int:version>/return/", update_decisions.update_return, name="update_return"),
    path("updates/<slug:period_code>/<int:version>/recall/", update_decisions.update_recall, name="update_recall"),
]

programme_actions = [
    path("actions/", actions.action_list, name="action_list"),
    path("actions/new/", actions.action_create, name="action_create"),
    path("actions/<slug:action_code>/", actions.action_detail, name="action_detail"),
    path("actions/<slug:action_code>/edit/", actions.action_edit, name="action_edit"),
    path("actions/<slug:action_code>/report/", actions.action_report, name="action_report"),
    path("areas/", areas.area_list, name="area_list"),
    path("areas/new/", areas.area_create, name="area_create"),
    path("areas/<slug:area_code>/", areas.area_detail, name="area_detail"),
    path("areas/<slug:area_code>/edit/", areas.area_edit, name="area_edit"),
    path("recommendations/", areas.recommendation_list, name="recommendation_list"),
    path("plan-references/", areas.plan_reference_list, name="plan_reference_list"),
    path("plan-references/new/", areas.plan_reference_create, name="plan_reference_create"),
    path("plan-references/<str:reference_code>/", areas.plan_reference_detail, name="plan_reference_detail"),
    path("plan-references/<str:reference_code>/edit/", areas.plan_reference_edit, name="plan_reference_edit"),
    path("sessions/", scrutiny_sessions.session_list, name="session_list"),
]

urlpatterns = [
    path("programmes/<slug:programme_code>/", include(programme_actions)),
    path("programmes/<slug:programme_code>/reviews/", reviews.review_list, name="review_list"),
    path("programmes/<slug:programme_code>/reviews/new/", review_edit.review_create, name="review_create"),
    path("programmes/<slug:programme_code>/reviews/<slug:review_code>/", include(review)),
    path("programmes/<slug:programme_code>/updates/", updates.update_list, name="update_list"),
]
