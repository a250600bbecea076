"""Time that passes in a test: what was recorded so far was recorded earlier."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import F

from programme.models import ProgrammeLoad


def age_history(days: int = 100) -> None:
    """Put everything that the history holds, the loads too, so many days back."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in apps.get_models():
            if hasattr(model, "pgh_tracked_model") and model._meta.managed:
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=days))
        ProgrammeLoad.objects.update(loaded_at=F("loaded_at") - timedelta(days=days))
