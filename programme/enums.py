"""The fixed vocabularies of the programme app."""

from django.db import models


class CouncilKind(models.TextChoices):
    COUNTY = "county", "County council"
    UNITARY = "unitary", "Unitary authority"
    DISTRICT = "district", "District council"
    BOROUGH = "borough", "Borough council"
    CITY = "city", "City council"
    METROPOLITAN = "metropolitan", "Metropolitan borough council"
    LONDON_BOROUGH = "london_borough", "London borough council"
    COMBINED = "combined", "Combined authority"
    OTHER = "other", "Other public body"


class MembershipRole(models.TextChoices):
    LEAD = "lead", "Lead council"
    HOST = "host", "Host council"
    PARTNER = "partner", "Partner council"


class Role(models.TextChoices):
    """Who may do what. A person holds a role in a programme and, where `COUNCIL_ROLES` says so, for one council."""

    PROGRAMME_OFFICE = "programme_office", "Programme office"
    LEAD_OFFICER = "lead_officer", "Lead officer"
    SPONSOR = "sponsor", "Sponsor"
    FINANCE_OFFICER = "finance_officer", "Finance officer"
    RISK_OWNER = "risk_owner", "Risk owner"
    CLERK = "clerk", "Committee clerk"
    CLEARING_OFFICER = "clearing_officer", "Clearing officer"
    BOARD_MEMBER = "board_member", "Board member"
    COUNCILLOR = "councillor", "Councillor"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


COUNCIL_ROLES = frozenset({Role.LEAD_OFFICER, Role.FINANCE_OFFICER, Role.CLERK, Role.CLEARING_OFFICER, Role.COUNCILLOR})
"""Roles held for one council: the grant must name it."""

PROGRAMME_WIDE_ROLES = frozenset(
    {Role.PROGRAMME_OFFICE, Role.SPONSOR, Role.RISK_OWNER, Role.BOARD_MEMBER, Role.AUDITOR}
)
"""Roles that read every review of their programme."""


class Precision(models.TextChoices):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    TO_BE_CONFIRMED = "tbc", "To be confirmed"


class JobStatus(models.TextChoices):
    """How far a job is. A kind of job may know more and label these otherwise; their values are the same for all."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


UNFINISHED = (JobStatus.QUEUED, JobStatus.RUNNING)
"""A job that a worker has yet to finish."""


class FailureKind(models.TextChoices):
    """Why a job could not be done."""

    CONTENT = "content", "The content could not be laid out"
    DATA = "data", "The frozen data does not match its hash"
    STORAGE = "storage", "The file could not be stored"
    TIME = "time", "It took too long"
    STOPPED = "stopped", "The worker stopped"
    UNEXPECTED = "unexpected", "Something unexpected"


class ImportStatus(models.TextChoices):
    """How far a programme file that was sent in is. Checked first, shown, and written only when confirmed."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being read"
    FAULTY = "faulty", "Has faults"
    READY = "ready", "Ready to import"
    DONE = "done", "Imported"
    FAILED = "failed", "Failed"


class AimKind(models.TextChoices):
    """What a programme is for: the principles it is run by, and the outcomes of a corporate plan it serves."""

    PRINCIPLE = "principle", "Guiding principle"
    OUTCOME = "outcome", "Corporate outcome"


class DigestOccasion(models.TextChoices):
    """Why a person is written to about a reporting period."""

    OPENED = "opened", "The period opened"
    DUE = "due", "The deadline is near"
    OVERDUE = "overdue", "The deadline has passed"
