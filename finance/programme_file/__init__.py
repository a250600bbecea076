"""The sections of the programme file that finance keeps, by noun."""

from finance.programme_file import apportionment, budgets, business_cases, options, savings
from programme.file.sections import register_sections


def register() -> None:
    """Declare them; called once when the app is ready."""
    for module in (business_cases, options, apportionment, savings, budgets):
        register_sections(*module.SECTIONS)
