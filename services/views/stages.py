"""Where a review has been and what its next stages ask for; recording what it has for them.

How long the reviews of a programme take at each stage.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from programme.pages.form_page import FormPage
from programme.pages.list_page import Empty, ProgrammeListPage
from programme.pages.trail import stands
from programme.pages.wording import Words
from services.domain.gate import record_evidence, withdraw_evidence
from services.filters.reviews import list_choices
from services.forms.move import EvidenceForm, WithdrawForm
from services.models import Gate, GateEvidence, ServiceReview
from services.pages.records import ReviewPage
from services.queries.gates import councils_to_record_for
from services.queries.stages import MayDo, review_stages, stage_times, summaries_of
from services.rules.gates import known_check
from services.rules.state_acts import acts_for
from services.tables.stages import StageTimesFilter, StageTimesTable, timed
from services.views.lookup import reader_of, visible_review

STAGES = ("programme_detail", "review_detail", "review_stages")


@require_safe
@stands(below="review_detail", crumb=_("Stages and gates"))
def stage_page(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Every visit to a stage with how long it took, and the gates before the next ones."""
    review = visible_review(request, programme_code, review_code)
    user = request.user
    may = MayDo(
        reader=reader_of(request),
        record=review.left_on is None and user.has_perm("services.record_evidence", review),
        waive=review.left_on is None and user.has_perm("services.waive_gate", review),
    )
    page = review_stages(review=review, may=may)
    can_move = review.left_on is None and user.has_perm("services.move_review", review)
    context = {
        "programme": review.programme,
        "review": review,
        "page": page,
        "acts": acts_for(page.next_states) if can_move else (),
        "can_move": can_move,
        "can_change": user.has_perm("services.change_review", review),
        "can_read_history": user.has_perm("programme.view_history", review.programme),
    }
    return render(request, "services/review_stages.html", context)


class EvidenceCreate(ReviewPage, FormPage):
    """Record that the review has what a gate asks for, or that it is waived."""

    permission = "services.record_evidence"
    parent = STAGES
    crumb = save = _("Record")
    title = _("Record for a gate")
    heading = "{gate.name}"
    form_class = EvidenceForm
    act = record_evidence
    gate: Gate

    def find(self) -> None:
        super().find()
        gate = get_object_or_404(Gate, programme=self.programme, code=self.kwargs["gate_code"])
        asked = known_check(gate.rule)
        if asked is None:
            raise Http404
        self.found(gate=gate, gate_check=asked)

    @property
    def introduction(self) -> tuple[Words, ...]:
        asks = _("A gate before {gate.get_stage_display}, for {review.name}. {gate_check.asks}")
        asks_each = _(
            "A gate before {gate.get_stage_display}, for {review.name}. {gate_check.asks} Every council taking part "
            "must have it."
        )
        return (
            asks_each if self.gate.by_each_council else asks,
            _(
                "What you record is not changed afterwards. If it is wrong, it is withdrawn with a reason and stays in "
                "the record."
            ),
        )

    def form_options(self) -> dict[str, Any]:
        may_waive = self.may("services.waive_gate")
        councils = councils_to_record_for(review=self.review, actor=self.reader, for_all=may_waive)
        return {
            "gate": self.gate,
            "check": self.records["gate_check"],
            "councils": councils,
            "may_waive": may_waive,
            "initial": {"council": councils[0] if len(councils) == 1 and not may_waive else None},
        }

    def arguments(self) -> dict[str, Any]:
        whose = {} if self.gate.by_each_council else {"council": None}
        return {"review": self.review, "gate": self.gate, **whose}

    def message(self, saved: GateEvidence) -> str:
        kind = saved.get_kind_display().lower()
        return self.words(_("Recorded for {gate.name}: {kind}"), kind=kind)


class EvidenceWithdraw(ReviewPage, FormPage):
    """Take back what was recorded for a gate, with the reason."""

    permission = "services.withdraw_evidence"
    parent = STAGES
    crumb = save = _("Withdraw")
    title = _("Withdraw evidence")
    heading = _("Withdraw what was recorded")
    template_name = "services/evidence_withdraw.html"
    is_warning = True
    form_class = WithdrawForm
    act = withdraw_evidence
    success = _("Withdrawn: what was recorded for {evidence.gate.name}")

    def find(self) -> None:
        self.find_review()
        rows = GateEvidence.objects.select_related("gate", "council", "recorded_by")
        self.check(self.find_record(rows, "evidence_id"))


class StageTimes(ProgrammeListPage):
    """The reviews that the reader may see, the longest at their stage first, and the median of each stage."""

    parent = "programme_detail"
    title = _("Time in stage")
    introduction = _(
        "Reckoned from the dates of the moves, and no more precisely than those: what is known by the month is told as "
        "about so many months. Time on hold counts; time stops when a review is withdrawn, complete or leaves."
    )
    below = "services/_stage_summary.html"
    filter_class = StageTimesFilter
    table_class = StageTimesTable
    export_name = "{programme.code}-time-in-stage"
    empty = Empty(
        _("No service reviews to show"),
        text=_("You see the reviews in which your council takes part. Ask the programme office if one is missing."),
    )

    def rows(self) -> QuerySet[ServiceReview]:
        return ServiceReview.objects.visible_to(self.reader).filter(programme=self.programme)

    def filter_options(self) -> dict[str, Any]:
        choices = list_choices(programme=self.programme, user=self.reader)
        return {"programme": self.programme, "choices": choices}

    def filtered(self, filters: StageTimesFilter) -> Any:
        self.times = stage_times(reviews=filters.qs)
        return timed(self.times)

    def details(self) -> dict[str, Any]:
        summaries = summaries_of(self.times)
        return {"summaries": [summary for summary in summaries if summary.moved_on or summary.standing]}
