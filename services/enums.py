"""The fixed vocabularies of service reviews. Stage (where it is) and state (whether it moves) are separate."""

from django.db import models


class Stage(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    SCOPING = "scoping", "Scoping"
    DATA_GATHERING = "data_gathering", "Data gathering"
    AS_IS = "as_is", "As-is"
    TO_BE = "to_be", "To-be"
    BUSINESS_CASE = "business_case", "Business case"
    APPROVAL = "approval", "Approval"
    IMPLEMENTATION = "implementation", "Implementation"
    BUSINESS_AS_USUAL = "business_as_usual", "Business as usual"


class State(models.TextChoices):
    ACTIVE = "active", "Active"
    ON_HOLD = "on_hold", "On hold"
    WITHDRAWN = "withdrawn", "Withdrawn"
    COMPLETE = "complete", "Complete"


class Rag(models.TextChoices):
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


class UpdateStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    ACCEPTED = "accepted", "Accepted"


class Standing(models.TextChoices):
    """What a review has handed in for a period: the status of its update, or none."""

    NONE = "none", "Not begun"
    DRAFT = "draft", "Draft"
    RETURNED = "returned", "Returned"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"


OPEN_STATUSES = (UpdateStatus.DRAFT, UpdateStatus.SUBMITTED, UpdateStatus.RETURNED)
"""An update that is still on its way; a review has at most one in a period."""
EDITABLE_STATUSES = (UpdateStatus.DRAFT, UpdateStatus.RETURNED)
"""An update whose words its officers may still change."""


class ProjectState(models.TextChoices):
    """Where a project of a review stands; separate from the review's own stage and state."""

    NOT_STARTED = "not_started", "Not started"
    ACTIVE = "active", "Under way"
    ON_HOLD = "on_hold", "On hold"
    COMPLETE = "complete", "Complete"
    CANCELLED = "cancelled", "Cancelled"


class Keeping(models.TextChoices):
    """Whether a project's dependency holds: what it needs finishes before it starts."""

    MET = "met", "Finished"
    IN_TIME = "in_time", "Expected in time"
    UNKNOWN = "unknown", "Cannot be told"
    BROKEN = "broken", "Broken"
    OVER = "over", "No longer asked"


class ActionStatus(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "Work in progress"
    COMPLETE = "complete", "Complete"
    NOT_NEEDED = "not_needed", "No longer needed"


OPEN_ACTION_STATUSES = (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)
"""An action that is still to be done."""


class IndicatorCategory(models.TextChoices):
    STAFFING = "staffing", "Staffing"
    COST = "cost", "Cost"
    VOLUME = "volume", "Volume"
    PERFORMANCE = "performance", "Performance"


class Direction(models.TextChoices):
    """Which way of an indicator is better."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NEITHER = "neither", "Neither is better"


class GroupKind(models.TextChoices):
    """The officers' groups of a programme or review. Bodies that decide are of governance."""

    BOARD = "board", "Board"
    TEAM = "team", "Team"
    CORE_GROUP = "core_group", "Core group"
    SPECIALIST = "specialist", "Specialist leads"
    OTHER = "other", "Other group"


class EvidenceKind(models.TextChoices):
    MET = "met", "Met"
    WAIVED = "waived", "Waived"


class GateStanding(models.TextChoices):
    """Whether a review has what a gate asks for."""

    MET = "met", "Met"
    WAIVED = "waived", "Waived"
    NOT_MET = "not_met", "Not met"


class AttachmentKind(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"
    XLSX = "xlsx", "Excel workbook"
    PNG = "png", "PNG image"
    JPEG = "jpeg", "JPEG image"
