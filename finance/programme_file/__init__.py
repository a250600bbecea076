"""The sections of the programme file that finance keeps, by noun, and the figures worked out from them."""

from finance.programme_file import (
    apportionment,
    budgets,
    business_cases,
    computed_budgets,
    computed_cases,
    computed_options,
    computed_savings,
    computed_shares,
    options,
    savings,
)
from programme.file.computed import register_computed
from programme.file.sections import register_sections


def register() -> None:
    """Declare them; called once when the app is ready."""
    for module in (business_cases, options, apportionment, savings, budgets):
        register_sections(*module.SECTIONS)
    for computed in (computed_cases, computed_options, computed_shares, computed_savings, computed_budgets):
        register_computed(*computed.COMPUTATIONS)
