"""The addresses of governance. All begin with the programme."""

from typing import Any

from django.urls import include, path

from governance.views import bodies, dashboard, documents, house_styles, report_rows, report_sections, reports
from governance.views import bodies as meetings
from governance.views import dashboard as ratings
from governance.views import reports as exception_reports

document: list[Any] = [
    path("", documents.DocumentDetail.as_view(), name="document_detail"),
    path("progress/", documents.DocumentProgress.as_view(), name="document_progress"),
    path("retry/", documents.DocumentRetry.as_view(), name="document_retry"),
    path("publish/", documents.DocumentPublish.as_view(), name="report_publish"),
    path("download/", documents.DocumentDownload.as_view(), name="document_download"),
]

report: list[Any] = [
    path("", reports.ReportDetail.as_view(), name="report_detail"),
    path("edit/", reports.ReportEdit.as_view(), name="report_edit"),
    path("preview/", reports.ReportPreview.as_view(), name="report_preview"),
    path("generate/", documents.ReportGenerate.as_view(), name="report_generate"),
    path("sections/add/", report_sections.SectionCreate.as_view(), name="section_create"),
    path("sections/<slug:section_code>/edit/", report_sections.SectionEdit.as_view(), name="section_edit"),
    path("sections/<slug:section_code>/move/", report_sections.SectionMove.as_view(), name="section_move"),
    path("sections/<slug:section_code>/remove/", report_sections.SectionRemove.as_view(), name="section_remove"),
    path("sections/<slug:section_code>/restore/", report_sections.SectionRestore.as_view(), name="section_restore"),
    path("recommendations/add/", report_rows.RecommendationCreate.as_view(), name="recommendation_create"),
    path(
        "recommendations/<int:recommendation_id>/edit/",
        report_rows.RecommendationEdit.as_view(),
        name="recommendation_edit",
    ),
    path(
        "recommendations/<int:recommendation_id>/<slug:act>/",
        report_rows.RecommendationAct.as_view(),
        name="recommendation_act",
    ),
    path("background-papers/add/", report_rows.BackgroundPaperCreate.as_view(), name="background_paper_create"),
    path(
        "background-papers/<int:paper_id>/edit/",
        report_rows.BackgroundPaperEdit.as_view(),
        name="background_paper_edit",
    ),
    path(
        "background-papers/<int:paper_id>/<slug:act>/",
        report_rows.BackgroundPaperAct.as_view(),
        name="background_paper_act",
    ),
    path("documents/<int:version>/", include(document)),
]

governance: list[Any] = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/rating/set/", ratings.RatingOverrideSet.as_view(), name="rating_override"),
    path("dashboard/rating/end/", ratings.RatingOverrideEnd.as_view(), name="rating_override_end"),
    path("dashboard/changes/", dashboard.dashboard_changes, name="dashboard_changes"),
    path("dashboard/dates/", dashboard.dashboard_dates, name="dashboard_dates"),
    path("dashboard/<slug:figure>/", dashboard.dashboard_figure, name="dashboard_figure"),
    path("bodies/", bodies.BodyList.as_view(), name="body_list"),
    path("bodies/add/", bodies.BodyCreate.as_view(), name="body_create"),
    path("bodies/<slug:body_code>/", bodies.BodyDetail.as_view(), name="body_detail"),
    path("bodies/<slug:body_code>/edit/", bodies.BodyEdit.as_view(), name="body_edit"),
    path("bodies/<slug:body_code>/meetings/add/", meetings.MeetingCreate.as_view(), name="meeting_create"),
    path(
        "bodies/<slug:body_code>/meetings/<slug:meeting_code>/", meetings.MeetingDetail.as_view(), name="meeting_detail"
    ),
    path(
        "bodies/<slug:body_code>/meetings/<slug:meeting_code>/edit/",
        meetings.MeetingEdit.as_view(),
        name="meeting_edit",
    ),
    path("meetings/", meetings.MeetingList.as_view(), name="meeting_list"),
    path("reports/", reports.ReportList.as_view(), name="report_list"),
    path("reports/add/exceptions/", exception_reports.ExceptionReportCreate.as_view(), name="exception_report_create"),
    path("reports/add/", reports.ReportCreate.as_view(), name="report_create"),
    path("reports/<slug:report_code>/", include(report)),
    path("house-styles/", house_styles.HouseStyleList.as_view(), name="house_style_list"),
    path("house-styles/<slug:style_code>/", house_styles.HouseStyleDetail.as_view(), name="house_style_detail"),
]

urlpatterns = [path("programmes/<slug:programme_code>/", include(governance))]
