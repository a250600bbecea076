"""The sections of the programme file that this app keeps, by noun, and the figures worked out from them."""

from services.programme_file import actions, computed, gates, groups, indicators, notes, projects, reviews

SECTIONS = tuple(
    section for module in (reviews, projects, groups, actions, indicators, gates, notes) for section in module.SECTIONS
)
HOOKS = tuple(one for module in (reviews, projects, actions, indicators, gates, notes) for one in module.HOOKS)
COMPUTATIONS = computed.COMPUTATIONS
