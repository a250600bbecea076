"""The sections of the programme file that this app keeps, by noun."""

from programme.file.sections import register_sections
from services.programme_file import actions, gates, groups, indicators, notes, projects, reviews


def register() -> None:
    """Declare them; called once when the app is ready."""
    for module in (reviews, projects, groups, actions, indicators, gates, notes):
        register_sections(*module.SECTIONS)
