"""Reporting periods: opening, changing, closing, and the mails that they sent."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programme.domain.period import announce_period, change_period, close_period, open_period
from programme.forms.programme import PeriodForm
from programme.models import Digest, ReportingPeriod
from programme.pages.form_page import EditPage, FormPage
from programme.pages.list_page import Empty, ListPage
from programme.tables.programme import DigestTable
from programme.views.programmes import ChangePage


class PeriodPage(ChangePage):
    """A page of one reporting period."""

    period: ReportingPeriod
    record_class = ReportingPeriod


class PeriodAdd(ChangePage, FormPage):
    """Open a reporting period."""

    title = _("Open a reporting period")
    introduction = _(
        "Officers can write their updates from the first day of the period until its cut-off. They are told by e-mail: "
        "at once when the period has begun, otherwise on its first day, or before when you choose to."
    )
    form_class = PeriodForm
    save = _("Open period")
    act = open_period

    def message(self, saved: ReportingPeriod) -> str:
        opened = _("{saved.name} opened; officers are told by e-mail")
        return self.words(opened if saved.opened_at else _("{saved.name} added"), saved=saved)


class PeriodEdit(PeriodPage, EditPage):
    """Change a period's name or days while it is not closed."""

    title = _("Change {period.name}")
    form_class = PeriodForm
    act = change_period
    success = _("{saved.name} saved")


class PeriodClose(PeriodPage, FormPage):
    """Close a period for good, after being asked."""

    title = _("Close {period.name}")
    warning = _("A closed period cannot be opened again.")
    introduction = _(
        "After this nobody can write, submit or accept an update for this period. Updates that are still on their way "
        "stay as they are and count as missing."
    )
    save = _("Close the period")
    is_warning = True
    act = close_period
    success = _("{saved.name} closed")


class PeriodAnnounce(PeriodPage, FormPage):
    """Tell officers of a period now, after being asked."""

    title = _("Tell officers of {period.name}")
    introduction = (
        _(
            "Each lead officer gets one e-mail with their reviews, a link to each update, and the deadline, "
            "{period.deadline}. Officers are told once."
        ),
        _("Updates can be written from {period.starts_on}. If you do nothing, officers are told on that day."),
    )
    save = _("Tell officers now")
    act = announce_period
    success = _("Officers are told of {saved.name} by e-mail")


class PeriodMails(PeriodPage, ListPage):
    """Who was told of a period, and which mails did not go, with the reason."""

    permission = "programme.view_history"
    parent = "programme_detail"
    crumb = _("Mails")
    title = _("Mails of {period.name}")
    introduction = _(
        "A mail that the mail server refuses is tried again after 5, 15 and 45 minutes and so on, six times in all. "
        "Who has handed everything in meanwhile gets none."
    )
    table_class = DigestTable
    export_name = "{programme.code}-{period.code}-mails"
    empty = Empty(
        _("No mails yet"), text=_("Officers are told when the period opens, and reminded by the days set on it.")
    )

    def rows(self) -> QuerySet[Digest]:
        return Digest.objects.filter(period=self.period).select_related("user")
