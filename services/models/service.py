from __future__ import annotations

import pghistory
from django.db import models

from programme.models import Programme
from programme.models.fields import CodeField
from programme.models.triggers import never_deleted


@pghistory.track()
class Service(models.Model):
    """A function that the councils run, for example revenues and benefits."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="services")
    code = CodeField()
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="service_code_unique")]
        triggers = [never_deleted()]

    def __str__(self) -> str:
        return self.name
