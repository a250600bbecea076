from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from programme.models.programme import Programme
from programme.models.triggers import append_only


class ProgrammeLoad(models.Model):
    """A time at which something of a programme's past was loaded from the operator's file, with its own times.

    The time is that of the transaction, which the events of what was loaded have too.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="loads")
    loaded_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        ordering = ["programme", "loaded_at"]
        constraints = [models.UniqueConstraint(fields=["programme", "loaded_at"], name="programme_load_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.programme}: {self.loaded_at:%-d %B %Y %H:%M}"
