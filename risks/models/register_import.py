from __future__ import annotations

import pghistory
from django.db import models

from programme.models import User
from programme.models.triggers import append_only
from risks.models.register import RiskRegister


@pghistory.track()
class RegisterImport(models.Model):
    """A workbook that was taken into a register. `mapping` (heading → field) is remembered for the next one."""

    register = models.ForeignKey(RiskRegister, on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100)
    mapping = models.JSONField(default=dict)
    assessed_on = models.DateField(help_text="The day that its scores are of.")
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    scores = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["register", "-imported_at"]
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.filename
