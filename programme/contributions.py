"""What this app brings to the others: see `programme.values.contributions`."""

from programme.domain.import_job import IMPORTING
from programme.permissions import is_administrator, runs_any_programme
from programme.programme_file.sections import HOOKS, SECTIONS
from programme.views.navigation import FooterLink, MainLink, ProgrammeLink

CONTRIBUTIONS = (
    MainLink("My work", "home", order=10),
    MainLink("Programmes", "programme_list", order=20),
    MainLink("Import", "file_import", order=70, visible=runs_any_programme),
    MainLink("People", "person_list", order=80, visible=is_administrator),
    MainLink("Help", "help", order=90),
    ProgrammeLink("Overview", "programme_detail", order=5),
    ProgrammeLink("History", "programme_history", order=90, permission="programme.view_history"),
    ProgrammeLink("Export", "file_export", order=95, permission="programme.export_programme"),
    FooterLink("Help", "help", order=10),
    FooterLink("Accessibility statement", "accessibility_statement", order=20),
    IMPORTING,
    *SECTIONS,
    *HOOKS,
)
