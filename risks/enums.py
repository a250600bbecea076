"""The fixed vocabularies of risks."""

from django.db import models


class Axis(models.TextChoices):
    LIKELIHOOD = "likelihood", "Likelihood"
    IMPACT = "impact", "Impact"


class ScoreRule(models.TextChoices):
    """How the score of a cell follows from its likelihood and its impact."""

    PRODUCT = "product", "Likelihood × impact"
    SUM = "sum", "Likelihood + impact"
    PAIR = "pair", "The pair of labels, for example B2"
    RANKED = "ranked", "A number given to each cell"


class BandColour(models.TextChoices):
    """The colour behind a band's name. The name always stands with it."""

    GREEN = "green", "Green"
    LIGHT_GREEN = "light_green", "Light green"
    YELLOW = "yellow", "Yellow"
    AMBER = "amber", "Amber"
    RED = "red", "Red"
    DARK_RED = "dark_red", "Dark red"
    BLUE = "blue", "Blue"
    PURPLE = "purple", "Purple"
    GREY = "grey", "Grey"


class RiskKind(models.TextChoices):
    RISK = "risk", "Risk"
    OPPORTUNITY = "opportunity", "Opportunity"


class RiskStatus(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    ISSUE = "issue", "Became an issue"


class Response(models.TextChoices):
    """What is done about a risk or an opportunity (HM Treasury, Orange Book, and ISO 31000)."""

    TREAT = "treat", "Treat"
    TOLERATE = "tolerate", "Tolerate"
    TRANSFER = "transfer", "Transfer"
    TERMINATE = "terminate", "Terminate"
    SHARE = "share", "Share"
    EXPLOIT = "exploit", "Exploit"
    ENHANCE = "enhance", "Enhance"


class AssessmentKind(models.TextChoices):
    """Which state of the risk a score is of: without any control, as it is now, or as it is meant to become."""

    INHERENT = "inherent", "Inherent"
    CURRENT = "current", "Current"
    TARGET = "target", "Target"


class MitigationStatus(models.TextChoices):
    IN_PLACE = "in_place", "In place"
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


OPEN_MITIGATIONS = (MitigationStatus.PLANNED, MitigationStatus.UNDER_WAY)
"""Actions on a risk that are still to be done."""


class IssueStatus(models.TextChoices):
    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
