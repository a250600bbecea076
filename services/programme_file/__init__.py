"""The sections of the programme file that this app keeps, by noun, and the figures worked out from them."""

from programme.file.computed import register_computed
from programme.file.sections import register_sections
from services.programme_file import actions, computed, gates, groups, indicators, notes, projects, reviews


def register() -> None:
    """Declare them; called once when the app is ready."""
    for module in (reviews, projects, groups, actions, indicators, gates, notes):
        register_sections(*module.SECTIONS)
    register_computed(*computed.COMPUTATIONS)
