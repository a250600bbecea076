from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from programme.history import PastQuerySet
from programme.models import Programme
from programme.models.triggers import never_deleted
from programme.values.rule import Rule


@pghistory.track()
class ExceptionRule(models.Model):
    """Whether a programme uses one of the rules that put something before its board, and from what limit on.

    Which rules there are is in a registry of code; a programme without a row uses the rule as the registry has it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="exception_rules")
    rule = models.CharField(max_length=60)
    is_on = models.BooleanField(default=True)
    limit = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="In the unit of the rule: days, per cent, £."
    )

    objects = PastQuerySet["ExceptionRule"].as_manager()

    rules = {"exception_rule_limit_not_negative": Rule("limit", expected="0 or more")}

    class Meta:
        ordering = ["programme", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "rule"], name="exception_rule_once"),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=0),
                name="exception_rule_limit_not_negative",
            ),
        ]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return f"{self.programme}: {self.rule}"
