"""The fixed vocabularies of governance."""

from django.db import models


class BodyKind(models.TextChoices):
    COUNCIL = "council", "Full council"
    EXECUTIVE = "executive", "Cabinet or executive"
    COMMITTEE = "committee", "Committee"
    SUB_COMMITTEE = "sub_committee", "Sub-committee"
    PANEL = "panel", "Panel"
    WORKING_GROUP = "working_group", "Working group"
    PROGRAMME_BOARD = "programme_board", "Programme board"
    PARTNERSHIP_BOARD = "partnership_board", "Partnership board"


class Regime(models.TextChoices):
    STATUTORY_COMMITTEE = "statutory_committee", "Statutory committee"
    EXECUTIVE = "executive", "Executive"
    NON_STATUTORY = "non_statutory", "Non-statutory board"


class SectionKind(models.TextChoices):
    PROSE = "prose", "Text"
    BLOCK = "block", "Live block from the records"


class JobStatus(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Failed"


class FailureKind(models.TextChoices):
    """Why a document could not be made; decides what the page advises."""

    CONTENT = "content", "The content could not be laid out"
    DATA = "data", "The frozen data does not match its hash"
    STORAGE = "storage", "The file could not be stored"
    TIME = "time", "It took too long"
    STOPPED = "stopped", "The worker stopped"
    UNEXPECTED = "unexpected", "Something unexpected"
