"""Addresses of the home page, accounts, programmes, people and the history."""

from django.contrib.auth import views as accounts
from django.urls import path

from programme.views import history, home, people, periods, programme_file, programmes
from programme.views import site as health

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", health.health, name="health"),
    path("help/", home.help_page, name="help"),
    path("accessibility/", home.accessibility_statement, name="accessibility_statement"),
    path("account/sign-in/", accounts.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("account/sign-out/", accounts.LogoutView.as_view(), name="logout"),
    path("account/password/", accounts.PasswordChangeView.as_view(), name="password_change"),
    path("account/password/done/", accounts.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("account/reset/", accounts.PasswordResetView.as_view(), name="password_reset"),
    path("account/reset/sent/", accounts.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("account/reset/<uidb64>/<token>/", accounts.PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("account/reset/done/", accounts.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("programmes/", programmes.programme_list, name="programme_list"),
    path("programmes/<slug:programme_code>/", programmes.programme_detail, name="programme_detail"),
    path("programmes/<slug:programme_code>/edit/", programmes.ProgrammeEdit.as_view(), name="programme_edit"),
    path("programmes/<slug:programme_code>/councils/add/", programmes.MembershipAdd.as_view(), name="membership_add"),
    path(
        "programmes/<slug:programme_code>/councils/<int:membership_id>/edit/",
        programmes.MembershipEdit.as_view(),
        name="membership_edit",
    ),
    path("programmes/<slug:programme_code>/phases/add/", programmes.PhaseAdd.as_view(), name="phase_add"),
    path(
        "programmes/<slug:programme_code>/phases/<slug:phase_code>/edit/",
        programmes.PhaseEdit.as_view(),
        name="phase_edit",
    ),
    path("programmes/<slug:programme_code>/periods/add/", periods.PeriodAdd.as_view(), name="period_add"),
    path(
        "programmes/<slug:programme_code>/periods/<slug:period_code>/edit/",
        periods.PeriodEdit.as_view(),
        name="period_edit",
    ),
    path(
        "programmes/<slug:programme_code>/periods/<slug:period_code>/mails/",
        periods.PeriodMails.as_view(),
        name="period_mails",
    ),
    path(
        "programmes/<slug:programme_code>/periods/<slug:period_code>/open/",
        periods.PeriodAnnounce.as_view(),
        name="period_announce",
    ),
    path(
        "programmes/<slug:programme_code>/periods/<slug:period_code>/close/",
        periods.PeriodClose.as_view(),
        name="period_close",
    ),
    path("programmes/<slug:programme_code>/history/", history.programme_history, name="programme_history"),
    path("programmes/<slug:programme_code>/export/", programme_file.file_export, name="file_export"),
    path("import/", programme_file.file_import, name="file_import"),
    path("import/<int:job_id>/", programme_file.file_import_job, name="file_import_job"),
    path("import/<int:job_id>/progress/", programme_file.file_import_progress, name="file_import_progress"),
    path("import/<int:job_id>/confirm/", programme_file.file_import_confirm, name="file_import_confirm"),
    path("people/", people.PersonList.as_view(), name="person_list"),
    path("people/add/", people.PersonAdd.as_view(), name="person_add"),
    path("people/<int:person_id>/", people.PersonDetail.as_view(), name="person_detail"),
    path("people/<int:person_id>/edit/", people.PersonEdit.as_view(), name="person_edit"),
    path("people/<int:person_id>/invite/", people.PersonInvite.as_view(), name="person_invite"),
    path("people/<int:person_id>/close/", people.PersonDeactivate.as_view(), name="person_deactivate"),
    path("people/<int:person_id>/reopen/", people.PersonReactivate.as_view(), name="person_reactivate"),
    path("people/<int:person_id>/roles/add/", people.RoleAdd.as_view(), name="role_add"),
    path("people/<int:person_id>/roles/<int:grant_id>/end/", people.RoleEnd.as_view(), name="role_end"),
]
