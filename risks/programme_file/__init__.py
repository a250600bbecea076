"""The sections of the programme file that risks keeps, by noun, and the figures worked out from them."""

from risks.programme_file import assessments, computed, exceptions, issues, registers, risks

SECTIONS = tuple(
    section for module in (registers, exceptions, risks, assessments, issues) for section in module.SECTIONS
)
HOOKS = tuple(one for module in (registers, exceptions, risks, assessments, issues) for one in module.HOOKS)
COMPUTATIONS = computed.COMPUTATIONS
