"""The sections of the programme file that risks keeps, by noun."""

from programme.file.sections import register_sections
from risks.programme_file import assessments, exceptions, issues, registers, risks


def register() -> None:
    """Declare them; called once when the app is ready."""
    for module in (registers, exceptions, risks, assessments, issues):
        register_sections(*module.SECTIONS)
