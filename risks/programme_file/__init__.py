"""The sections of the programme file that risks keeps, by noun."""

from programme.file.computed import register_computed
from programme.file.sections import register_sections
from risks.programme_file import assessments, computed, exceptions, issues, registers, risks


def register() -> None:
    """Declare them and what is worked out; called once when the app is ready."""
    for module in (registers, exceptions, risks, assessments, issues):
        register_sections(*module.SECTIONS)
    register_computed(*computed.COMPUTATIONS)
