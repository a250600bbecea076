"""Whether reviews have been held by a gate already."""

from __future__ import annotations

from services.models import Gate, GateEvidence, ReviewMove


def is_in_use(gate: Gate) -> bool:
    """Something has been recorded for it, or a review has moved into its stage since it began."""
    return (
        GateEvidence.objects.filter(gate=gate).exists()
        or ReviewMove.objects.filter(
            review__programme=gate.programme_id, to_stage=gate.stage, effective__last_day__gte=gate.starts_on
        )
        .exclude(from_stage=gate.stage)
        .exists()
    )
