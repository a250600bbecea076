"""Letting time pass over what is recorded, within one test."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.apps import apps
from django.db.models import F

AGE = timedelta(days=100)


def let_time_pass() -> None:
    """Move all history 100 days back."""
    for model in apps.get_models():
        if hasattr(model, "pgh_created_at"):
            with pgtrigger.ignore():
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - AGE)
