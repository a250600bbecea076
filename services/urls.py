"""The addresses of service reviews and their updates. All begin with the programme."""

from django.urls import URLPattern, URLResolver, include, path

from services.views import (
    actions,
    aims,
    areas,
    figures,
    gates,
    groups,
    indicators,
    membership,
    notes,
    projects,
    reporting_grid,
    reporting_row,
    reviews,
    route_map,
    scrutiny_sessions,
    service_standards,
    update_edit,
    updates,
)
from services.views import indicators as systems
from services.views import notes as attachments
from services.views import reporting_grid as reporting_decide
from services.views import reviews as review_edit
from services.views import reviews as review_moves
from services.views import route_map as milestones
from services.views import stages as review_stages
from services.views import stages as stage_times
from services.views import update_edit as update_autosave
from services.views import updates as update_decisions

review = [
    path("", reviews.review_detail, name="review_detail"),
    path("history/", reviews.review_history, name="review_history"),
    path("route-map/", route_map.review_route_map, name="review_route_map"),
    path("edit/", review_edit.ReviewEdit.as_view(), name="review_edit"),
    path("leave/", review_edit.ReviewLeave.as_view(), name="review_leave"),
    path("rejoin/", review_edit.ReviewRejoin.as_view(), name="review_rejoin"),
    path("move/", review_moves.ReviewMovePage.as_view(), name="review_move"),
    path("groups/new/", groups.ReviewGroupCreate.as_view(), name="review_group_create"),
    path("state/<slug:act>/", review_moves.ReviewStatePage.as_view(), name="review_state"),
    path("stages/", review_stages.stage_page, name="review_stages"),
    path("gates/<slug:gate_code>/record/", review_stages.EvidenceCreate.as_view(), name="evidence_create"),
    path("evidence/<int:evidence_id>/withdraw/", review_stages.EvidenceWithdraw.as_view(), name="evidence_withdraw"),
    path("when-left/", membership.review_when_left, name="review_when_left"),
    path("notes/", notes.ReviewNotes.as_view(), name="review_notes"),
    path("notes/new/", notes.ReviewNoteCreate.as_view(), name="review_note_create"),
    path("milestones/new/", milestones.MilestoneCreate.as_view(), name="milestone_create"),
    path("milestones/<slug:milestone_code>/", milestones.MilestoneEdit.as_view(), name="milestone_edit"),
    path("actions/", actions.ReviewActions.as_view(), name="review_actions"),
    path("sessions/new/", scrutiny_sessions.SessionCreate.as_view(), name="session_create"),
    path("sessions/<slug:session_code>/", scrutiny_sessions.SessionDetail.as_view(), name="session_detail"),
    path("sessions/<slug:session_code>/edit/", scrutiny_sessions.SessionEdit.as_view(), name="session_edit"),
    path("standards/", indicators.IndicatorList.as_view(), name="indicator_list"),
    path("standards/baseline/", figures.baseline_edit, name="baseline_edit"),
    path("standards/targets/", figures.standard_edit, name="standard_edit"),
    path("standards/measurements/", figures.measurement_edit, name="measurement_edit"),
    path("standards/systems/new/", systems.SystemCreate.as_view(), name="system_create"),
    path("standards/systems/<slug:council_code>/<slug:system_code>/", systems.SystemEdit.as_view(), name="system_edit"),
    path("standards/indicators/new/", indicators.IndicatorCreate.as_view(), name="indicator_create"),
    path("standards/indicators/<slug:indicator_code>/", indicators.IndicatorDetail.as_view(), name="indicator_detail"),
    path("standards/indicators/<slug:indicator_code>/edit/", indicators.IndicatorEdit.as_view(), name="indicator_edit"),
    path("aims/new/", aims.ReviewAimCreate.as_view(), name="review_aim_create"),
    path("aims/<slug:aim_code>/", aims.ReviewAimEdit.as_view(), name="review_aim_edit"),
    path("aims/<slug:aim_code>/remove/", aims.ReviewAimRemove.as_view(), name="review_aim_remove"),
    path("projects/", projects.ReviewProjects.as_view(), name="review_projects"),
    path("projects/new/", projects.ProjectCreate.as_view(), name="project_create"),
    path("projects/<slug:project_code>/", projects.ProjectDetail.as_view(), name="project_detail"),
    path("projects/<slug:project_code>/edit/", projects.ProjectEdit.as_view(), name="project_edit"),
    path("projects/<slug:project_code>/state/", projects.ProjectMove.as_view(), name="project_move"),
    path("projects/<slug:project_code>/needs/add/", projects.DependencyAdd.as_view(), name="dependency_add"),
    path(
        "projects/<slug:project_code>/needs/<int:dependency_id>/remove/",
        projects.DependencyRemove.as_view(),
        name="dependency_remove",
    ),
    path("updates/<slug:period_code>/edit/", update_edit.update_edit, name="update_edit"),
    path("updates/<slug:period_code>/save/", update_autosave.update_autosave, name="update_autosave"),
    path("updates/<slug:period_code>/<int:version>/", updates.update_detail, name="update_detail"),
    path("updates/<slug:period_code>/<int:version>/accept/", update_decisions.update_accept, name="update_accept"),
    path("updates/<slug:period_code>/<int:version>/return/", update_decisions.update_return, name="update_return"),
    path("updates/<slug:period_code>/<int:version>/recall/", update_decisions.update_recall, name="update_recall"),
]

programme_actions = [
    path("actions/", actions.ActionList.as_view(), name="action_list"),
    path("actions/new/", actions.ActionCreate.as_view(), name="action_create"),
    path("actions/<slug:action_code>/", actions.ActionDetail.as_view(), name="action_detail"),
    path("actions/<slug:action_code>/edit/", actions.ActionEdit.as_view(), name="action_edit"),
    path("actions/<slug:action_code>/report/", actions.ActionReport.as_view(), name="action_report"),
    path("areas/", areas.AreaList.as_view(), name="area_list"),
    path("areas/new/", areas.AreaCreate.as_view(), name="area_create"),
    path("areas/<slug:area_code>/", areas.AreaDetail.as_view(), name="area_detail"),
    path("areas/<slug:area_code>/edit/", areas.AreaEdit.as_view(), name="area_edit"),
    path("recommendations/", areas.RecommendationList.as_view(), name="recommendation_list"),
    path("plan-references/", areas.PlanReferenceList.as_view(), name="plan_reference_list"),
    path("plan-references/new/", areas.PlanReferenceCreate.as_view(), name="plan_reference_create"),
    path("plan-references/<str:reference_code>/", areas.PlanReferenceDetail.as_view(), name="plan_reference_detail"),
    path("plan-references/<str:reference_code>/edit/", areas.PlanReferenceEdit.as_view(), name="plan_reference_edit"),
    path("sessions/", scrutiny_sessions.SessionList.as_view(), name="session_list"),
]

note = [
    path("", notes.NoteDetail.as_view(), name="note_detail"),
    path("edit/", notes.NoteEdit.as_view(), name="note_edit"),
    path("close/", notes.NoteClose.as_view(), name="note_close"),
    path("reopen/", notes.NoteReopen.as_view(), name="note_reopen"),
    path("documents/add/", attachments.AttachmentAdd.as_view(), name="attachment_add"),
    path("documents/<int:attachment_id>/", attachments.AttachmentDownload.as_view(), name="attachment_download"),
    path("documents/<int:attachment_id>/remove/", attachments.AttachmentRemove.as_view(), name="attachment_remove"),
]

group = [
    path("", groups.GroupDetail.as_view(), name="group_detail"),
    path("edit/", groups.GroupEdit.as_view(), name="group_edit"),
    path("members/new/", groups.MemberAdd.as_view(), name="member_add"),
    path("members/<slug:member_code>/", groups.MemberEdit.as_view(), name="member_edit"),
]

programme: list[URLPattern | URLResolver] = [
    *programme_actions,
    path("reviews/", reviews.ReviewList.as_view(), name="review_list"),
    path("reviews/new/", review_edit.ReviewCreate.as_view(), name="review_create"),
    path("reviews/<slug:review_code>/", include(review)),
    path("aims/", aims.AimList.as_view(), name="aim_list"),
    path("aims/new/", aims.AimCreate.as_view(), name="aim_create"),
    path("aims/<slug:aim_code>/edit/", aims.AimEdit.as_view(), name="aim_edit"),
    path("projects/", projects.ProjectList.as_view(), name="project_list"),
    path("reporting/", reporting_grid.ReportingGrid.as_view(), name="reporting_grid"),
    path("reporting/<slug:period_code>/decide/", reporting_decide.reporting_decide, name="reporting_decide"),
    path("reporting/<slug:period_code>/reviews/<slug:review_code>/", reporting_row.reporting_row, name="reporting_row"),
    path("gates/", gates.GateList.as_view(), name="gate_list"),
    path("gates/new/", gates.GateCreate.as_view(), name="gate_create"),
    path("gates/<slug:gate_code>/", gates.GateEdit.as_view(), name="gate_edit"),
    path("groups/", groups.GroupList.as_view(), name="group_list"),
    path("groups/new/", groups.GroupCreate.as_view(), name="group_create"),
    path("groups/<slug:group_code>/", include(group)),
    path("time-in-stage/", stage_times.StageTimes.as_view(), name="stage_times"),
    path("membership/", membership.MembershipOverTime.as_view(), name="membership_over_time"),
    path("notes/", notes.NoteList.as_view(), name="note_list"),
    path("notes/new/", notes.NoteCreate.as_view(), name="note_create"),
    path("notes/<slug:note_code>/", include(note)),
    path("route-map/", route_map.route_map, name="route_map"),
    path("route-map/milestones/new/", milestones.ProgrammeMilestoneCreate.as_view(), name="programme_milestone_create"),
    path(
        "route-map/milestones/<slug:milestone_code>/",
        milestones.ProgrammeMilestoneEdit.as_view(),
        name="programme_milestone_edit",
    ),
    path("service-standards/", service_standards.ServiceStandards.as_view(), name="service_standards"),
    path("updates/", updates.UpdateList.as_view(), name="update_list"),
]

urlpatterns = [path("programmes/<slug:programme_code>/", include(programme))]
