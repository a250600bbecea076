"""What the owner of a risk says when it is looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from programme.forms.domain_form import RecordForm
from risks.domain.risk_review import MitigationSaid, home_entry, open_actions, review_mark
from risks.enums import Axis, MitigationStatus
from risks.models import Matrix, MatrixCell, Mitigation, Risk
from risks.rules.review_due import months_after
from services.forms.fields import ProseField

SHORT = 5_000
STATUSES = [choice for choice in MitigationStatus.choices if choice[0] != MitigationStatus.IN_PLACE]


class RiskReviewForm(RecordForm):
    """The score by the register's matrix of today, why, what is still to be done, and the next review.

    Where the register has no matrix there is no score to give.
    """

    not_kept = frozenset({"likelihood", "impact", "reason"})

    likelihood = forms.ChoiceField(required=False)
    impact = forms.ChoiceField(required=False)
    reason = ProseField(
        label="Why", rows=3, limit=SHORT, help_text="Needed where the score changes or cannot be given."
    )
    action_outstanding = ProseField(label="Action outstanding", rows=3, limit=SHORT)
    status_note = ProseField(label="Status note", rows=3, limit=SHORT, help_text="Where it stands, in words.")
    next_review = forms.DateField(label="Next review", required=False)

    def __init__(self, *arguments: Any, record: Risk, matrix: Matrix | None, **options: Any) -> None:
        self.matrix, self.actions = matrix, open_actions(record)
        self.entry = home_entry(record)
        options["initial"] = {**self._score_now(), **self._next_review(record), **options.get("initial", {})}
        super().__init__(*arguments, record=record, **options)
        if matrix is None:
            for name in ("likelihood", "impact", "reason"):
                del self.fields[name]
        else:
            self._offer_levels(matrix)
        for action in self.actions:
            self._offer_action(action)

    def mark(self, record: Any) -> str:
        return review_mark(record)

    def clean(self) -> dict[str, Any]:
        """Both levels make a score, none of them says that it cannot be scored."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        likelihood, impact = (cleaned.get(name, "") for name in ("likelihood", "impact"))
        if self.matrix is not None and not self.errors and bool(likelihood) != bool(impact):
            missing = "impact" if likelihood else "likelihood"
            self.add_error(missing, "Choose both, or neither where it cannot be scored yet.")
        return cleaned

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "risk": self.record,
            "is_scored": self.matrix is not None,
            "cell": self._cell(said),
            "reason": said.get("reason", ""),
            "action_outstanding": said["action_outstanding"],
            "status_note": said["status_note"],
            "next_review": said["next_review"],
            "actions": {
                action.pk: MitigationSaid(MitigationStatus(said[f"status_{action.pk}"]), said[f"progress_{action.pk}"])
                for action in self.actions
                if said[f"status_{action.pk}"]
            },
            "seen": said["seen"],
        }

    def action_fields(self) -> list[tuple[Mitigation, Any, Any]]:
        """Each action with the fields of its status and its progress."""
        return [(action, self[f"status_{action.pk}"], self[f"progress_{action.pk}"]) for action in self.actions]

    def _cell(self, said: dict[str, Any]) -> MatrixCell | None:
        if self.matrix is None or not said["likelihood"]:
            return None
        return self.matrix.cells.get(likelihood__label=said["likelihood"], impact__label=said["impact"])

    def _score_now(self) -> dict[str, str]:
        """The score as it stands, where it was given by the matrix of today."""
        cell = self.entry.current.cell if self.entry.current else None
        if cell is None or self.matrix is None or cell.matrix_id != self.matrix.pk:
            return {}
        return {"likelihood": cell.likelihood.label, "impact": cell.impact.label}

    def _next_review(self, risk: Risk) -> dict[str, Any]:
        """As often as the register says from today on; a day that is still to come where it has no rule."""
        today, every = risk.programme.today, self.entry.register.review_every
        if every:
            return {"next_review": months_after(today, every)}
        coming = risk.next_review is not None and risk.next_review > today
        return {"next_review": risk.next_review if coming else None}

    def _offer_levels(self, matrix: Matrix) -> None:
        levels = list(matrix.levels.order_by("axis", "position"))
        for axis, title in ((Axis.LIKELIHOOD, matrix.likelihood_title), (Axis.IMPACT, matrix.impact_title)):
            choices = [(level.label, str(level)) for level in levels if level.axis == axis]
            self.fields[axis].label = title
            self.fields[axis].choices = [("", "Cannot be scored yet"), *choices]  # type: ignore[attr-defined]

    def _offer_action(self, action: Mitigation) -> None:
        self.fields[f"status_{action.pk}"] = forms.ChoiceField(
            label="Status", choices=STATUSES, initial=action.status, required=False
        )
        self.fields[f"progress_{action.pk}"] = ProseField(
            label="How it is going", rows=2, limit=SHORT, initial=action.progress
        )

    def _in_words(self, name: str) -> Any:
        for action in self.actions:
            if name == f"status_{action.pk}":
                return Mitigation.objects.get(pk=action.pk).get_status_display()
            if name == f"progress_{action.pk}":
                return Mitigation.objects.get(pk=action.pk).progress
        return super()._in_words(name)

    def score_fields(self) -> Sequence[Any]:
        """The two fields of the score, by the order in which the matrix names them; none without a matrix."""
        if self.matrix is None:
            return []
        order = ("impact", "likelihood") if self.matrix.impact_first else ("likelihood", "impact")
        return [self[name] for name in order]
