from programme.models.aim import Aim
from programme.models.council import Council
from programme.models.digest import Digest
from programme.models.fields import PartialDateField, PartialDateFormField
from programme.models.job import ImportJob
from programme.models.people import RoleGrant, User
from programme.models.programme import Phase, Programme, ProgrammeMembership, ReportingPeriod
from programme.models.programme_load import ProgrammeLoad
from programme.models.triggers import index_triggers

index_triggers()

__all__ = [
    "Aim",
    "Council",
    "Digest",
    "ImportJob",
    "PartialDateField",
    "PartialDateFormField",
    "Phase",
    "Programme",
    "ProgrammeLoad",
    "ProgrammeMembership",
    "ReportingPeriod",
    "RoleGrant",
    "User",
]
