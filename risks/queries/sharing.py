"""Into which registers somebody may take a risk."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from risks.models import RegisterEntry, Risk, RiskRegister


def registers_to_share_with(*, risk: Risk, user: Any) -> QuerySet[RiskRegister]:
    """Those kept today that the person sees and in which the risk does not stand: all of them for who keeps the risk,
    else those that the person keeps."""
    today = risk.programme.today
    standing = RegisterEntry.objects.filter(
        Q(is_home=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=today), risk=risk
    )
    registers = (
        RiskRegister.objects.visible_to(user)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today), programme=risk.programme_id)
        .exclude(pk__in=standing.values("register"))
        .select_related("review", "council")
        .order_by("position", "name", "pk")
    )
    if user.has_perm("risks.change_risk", risk):
        return registers
    kept = [register.pk for register in registers if user.has_perm("risks.change_register", register)]
    return registers.filter(pk__in=kept)
