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
