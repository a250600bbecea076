"""The fixed vocabularies of finance."""

from django.db import models


class CaseStage(models.TextChoices):
    """How far a business case has been worked out (HM Treasury, Five Case Model), or one case for all."""

    STRATEGIC_OUTLINE = "strategic_outline", "Strategic outline case"
    OUTLINE = "outline", "Outline business case"
    FULL = "full", "Full business case"
    JUSTIFICATION = "justification", "Business justification case"


class CaseStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class LineKind(models.TextChoices):
    """Which table of the case a line stands in. Income and savings are above nothing; the rules know their sign."""

    CURRENT = "current", "Current costs"
    FUTURE = "future", "Future costs"
    ONE_OFF = "one_off", "One-off costs"
    CONTINGENCY = "contingency", "Contingency"
    SAVING = "saving", "Savings"


class CostGroup(models.TextChoices):
    DIRECT = "direct", "Direct costs"
    INDIRECT = "indirect", "Indirect costs"
    INCOME = "income", "Income"
    FINANCING = "financing", "Financing"


class Measure(models.TextChoices):
    """What an amount of money is an amount of."""

    GROSS = "gross", "Gross"
    NET = "net", "Net"
    ONE_OFF = "one_off", "One-off"
    RECURRING = "recurring", "Recurring"
    INCOME = "income", "Income"
    GRANT = "grant", "Grant"
    CAPITAL = "capital", "Capital"
    FINANCING = "financing", "Financing"
    PRESSURE = "pressure", "In-year pressure"


class Evidence(models.TextChoices):
    """How well a figure is known, from the least."""

    ESTIMATE = "estimate", "Estimate"
    COSTED = "costed", "Costed"
    AGREED = "agreed", "Agreed"
    AUDITED = "audited", "Audited"


class CriterionKind(models.TextChoices):
    PASS_FAIL = "pass_fail", "Pass or fail"
    SCORED = "scored", "Scored"


class Outcome(models.TextChoices):
    """Whether the preferred option turned out to meet a criterion."""

    MET = "met", "Met"
    PARTLY_MET = "partly_met", "Partly met"
    NOT_MET = "not_met", "Not met"
    TOO_EARLY = "too_early", "Too early to say"


class Basis(models.TextChoices):
    """How a cost or saving is shared between councils."""

    EQUAL = "equal", "Equal shares"
    FIXED = "fixed", "Fixed percentages"
    DRIVER = "driver", "In proportion to a driver"
    SINGLE = "single", "Charged to one council"


class SavingsState(models.TextChoices):
    DELIVERED = "delivered", "Delivered"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    UNACHIEVABLE = "unachievable", "Unachievable"


class ValueKind(models.TextChoices):
    PLAN = "plan", "Plan"
    FORECAST = "forecast", "Forecast"
    ACTUAL = "actual", "Actual"


class LedgerImportStatus(models.TextChoices):
    COLUMNS = "columns", "Columns to be chosen"
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Being read"
    DONE = "done", "Imported"
    FAILED = "failed", "Failed"
