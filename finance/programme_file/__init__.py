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

SECTIONS = tuple(
    section for module in (business_cases, options, apportionment, savings, budgets) for section in module.SECTIONS
)
HOOKS = tuple(one for module in (business_cases, apportionment, savings, budgets) for one in module.HOOKS)
COMPUTATIONS = tuple(
    one
    for module in (computed_cases, computed_options, computed_shares, computed_savings, computed_budgets)
    for one in module.COMPUTATIONS
)
