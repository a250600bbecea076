"""Moving a review to another stage or state: in general, and by one act such as putting it on hold."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programme.pages.form_page import FormPage
from programme.values.partial_date import PartialDate
from services.domain.review import move_review
from services.enums import Stage, State
from services.forms.move import MoveForm, StateForm
from services.pages.records import ReviewPage
from services.queries.review_stages import gates_before, states_from
from services.rules.state_acts import STATE_ACTS, StateAct


class MovePage(ReviewPage, FormPage):
    """A move of a review."""

    permission = "services.move_review"
    parent = "review_detail"
    caption = "{review.name}"
    act = move_review


class ReviewMovePage(MovePage):
    """Choose among the allowed moves, say when and why."""

    crumb = _("Move")
    title = _("Move {review.name}")
    heading = _("Move to another stage or state")
    template_name = "services/review_move.html"
    save = _("Move the review")
    form_class = MoveForm

    @cached_property
    def gates(self) -> Any:
        """The gates before each stage to which it can move."""
        return gates_before(self.review)

    def form_options(self) -> dict[str, Any]:
        today = PartialDate.day(self.programme.today)
        initial = {"to_stage": self.review.stage, "to_state": self.review.state, "effective": today}
        return {"review": self.review, "gates": self.gates, "initial": initial}

    def details(self) -> dict[str, Any]:
        closed = [(stage, [state for state in states if not state.is_open]) for stage, states in self.gates.items()]
        return {"in_the_way": [(stage, states) for stage, states in closed if states]}

    def message(self, saved: Any) -> str:
        where = f"{Stage(saved.to_stage).label}, {State(saved.to_state).label.lower()}"
        return self.words(_("{review.name} moved to {where}"), where=where)


class ReviewStatePage(MovePage):
    """Say when and why; the review stays at its stage."""

    crumb = "{chosen.button}"
    title = "{chosen.heading}"
    introduction = _("It is at {review.get_stage_display}, {review.get_state_display:lower}. {chosen.explains}")
    save = "{chosen.button}"
    template_name = "services/review_state.html"
    form_class = StateForm
    chosen: StateAct

    def find(self) -> None:
        super().find()
        chosen = STATE_ACTS.get(self.kwargs["act"])
        if chosen is None:
            raise Http404
        self.found(chosen=chosen)

    @property
    def is_warning(self) -> bool:
        return self.chosen.is_grave

    def form_options(self) -> dict[str, Any]:
        return {"act": self.chosen, "initial": {"effective": PartialDate.day(self.programme.today)}}

    def arguments(self) -> dict[str, Any]:
        return {"review": self.review, "to_stage": Stage(self.review.stage), "to_state": self.chosen.state}

    def details(self) -> dict[str, Any]:
        return {"is_possible": self.review.left_on is None and self.chosen.state in states_from(self.review)}

    def message(self, saved: Any) -> str:
        return self.words(_("{review.name} is now {state}"), state=self.chosen.state.label.lower())
