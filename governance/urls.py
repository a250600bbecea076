"""The addresses of governance. All begin with the programme."""

from typing import Any

from django.urls import include, path

from governance.views import (
    bodies,
    dashboard,
    documents,
    exception_reports,
    house_styles,
    meetings,
    ratings,
    report_rows,
    report_sections,
    reports,
)

recommendations = {"kind": "recommendations"}
papers = {"kind": "background-papers"}

document: list[Any] = [
    path("", documents.document_detail, name="document_detail"),
    path("progress/", documents.document_progress, name="document_progress"),
    path("retry/", documents.document_retry, name="document_retry"),
    path("publish/", documents.document_publish, name="report_publish"),
    path("download/", documents.document_download, name="document_download"),
]

report: list[Any] = [
    path("", reports.report_detail, name="report_detail"),
    path("edit/", reports.report_edit, name="report_edit"),
    path("preview/", reports.report_preview, name="report_preview"),
    path("generate/", documents.report_generate, name="report_generate"),
    path("sections/add/", report_sections.section_create, name="section_create"),
    path("sections/<slug:section_code>/edit/", report_sections.section_edit, name="section_edit"),
    path("sections/<slug:section_code>/move/", report_sections.section_move, name="section_move"),
    path("sections/<slug:section_code>/remove/", report_sections.section_remove, name="section_remove"),
    path("sections/<slug:section_code>/restore/", report_sections.section_restore, name="section_restore"),
    path("recommendations/add/", report_rows.row_create, recommendations, name="recommendation_create"),
    path("recommendations/<int:row_id>/edit/", report_rows.row_edit, recommendations, name="recommendation_edit"),
    path("recommendations/<int:row_id>/<slug:act>/", report_rows.row_act, recommendations, name="recommendation_act"),
    path("background-papers/add/", report_rows.row_create, papers, name="background_paper_create"),
    path("background-papers/<int:row_id>/edit/", report_rows.row_edit, papers, name="background_paper_edit"),
    path("background-papers/<int:row_id>/<slug:act>/", report_rows.row_act, papers, name="background_paper_act"),
    path("documents/<int:version>/", include(document)),
]

governance: list[Any] = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/rating/set/", ratings.rating_override, name="rating_override"),
    path("dashboard/rating/end/", ratings.rating_override_end, name="rating_override_end"),
    path("dashboard/changes/", dashboard.dashboard_changes, name="dashboard_changes"),
    path("dashboard/dates/", dashboard.dashboard_dates, name="dashboard_dates"),
    path("dashboard/<slug:figure>/", dashboard.dashboard_figure, name="dashboard_figure"),
    path("bodies/", bodies.body_list, name="body_list"),
    path("bodies/add/", bodies.body_create, name="body_create"),
    path("bodies/<slug:body_code>/", bodies.body_detail, name="body_detail"),
    path("bodies/<slug:body_code>/edit/", bodies.body_edit, name="body_edit"),
    path("bodies/<slug:body_code>/meetings/add/", meetings.meeting_create, name="meeting_create"),
    path("bodies/<slug:body_code>/meetings/<slug:meeting_code>/", meetings.meeting_detail, name="meeting_detail"),
    path("bodies/<slug:body_code>/meetings/<slug:meeting_code>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/add/exceptions/", exception_reports.exception_report_create, name="exception_report_create"),
    path("reports/add/", reports.report_create, name="report_create"),
    path("reports/<slug:report_code>/", include(report)),
    path("house-styles/", house_styles.house_style_list, name="house_style_list"),
    path("house-styles/<slug:style_code>/", house_styles.house_style_detail, name="house_style_detail"),
]

urlpatterns = [path("programmes/<slug:programme_code>/", include(governance))]
