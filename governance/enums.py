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


class DocumentStatus(models.TextChoices):
    """How far the making of a document is: JobStatus in the words of documents."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Failed"
