"""The options appraisal of a business case: its page, and what is filled in there."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from finance.domain.options import (
    add_criterion,
    add_option,
    change_criterion,
    change_option,
    decide_option,
    judge_options,
    record_outcome,
)
from finance.forms.options import CriterionForm, DecisionForm, OptionForm, OutcomeForm, ScoreGrid
from finance.models import Criterion, Option
from finance.pages.records import CasePage
from finance.queries.options import appraisal_of, changes_between, criterion_words, grid_of, last_approval
from programme.history import Moment
from programme.pages.form_page import EditPage, FormPage
from programme.pages.page import DetailPage

CHANGE = "finance.change_case"


class OptionsAppraisal(CasePage, DetailPage):
    """What the options are judged by, how each does, which is preferred and why, and what came of it."""

    parent = "case_detail"
    crumb = _("Options")
    template_name = "finance/options_appraisal.html"
    stylesheets = ("finance.css",)
    allows = {"can_change": CHANGE}

    def details(self) -> dict[str, Any]:
        appraisal = appraisal_of(self.case)
        approved = last_approval(self.case)
        before = appraisal_of(self.case, Moment(self.programme, approved.approved_at)) if approved else None
        return {
            "appraisal": appraisal,
            "criteria": [(one, criterion_words(one)) for one in appraisal.criteria],
            "grid": grid_of(appraisal),
            "approved": approved,
            "changes": changes_between(before, appraisal) if before is not None else [],
        }


class OptionsPage(CasePage, FormPage):
    """A form that fills in the appraisal, and leads back to it."""

    permission = CHANGE
    parent = "options_appraisal"
    crumb = ""

    def record_rows(self) -> QuerySet[Any]:
        return super().record_rows().select_related("case").filter(removed_at__isnull=True)


class OptionScores(OptionsPage):
    """Judge every option by every criterion."""

    title = _("Judge the options: {case.name}")
    template_name = "finance/option_scores.html"
    stylesheets = ("finance.css", "indicators.css")
    form_class = ScoreGrid
    act = judge_options

    def form(self) -> ScoreGrid:
        sent = self.request.POST if self.request.method == "POST" else None
        return ScoreGrid(sent, appraisal=appraisal_of(self.case))

    def message(self, saved: Any) -> str:
        return self.words(_("Saved") if saved else _("Nothing was changed"))


CRITERION_MEANING = _(
    "Weight and highest score matter where options are scored. An option that fails where it can only pass or fail is "
    "placed behind all that pass."
)


class CriterionCreate(OptionsPage):
    """Add a criterion."""

    title = _("Add a criterion")
    introduction = CRITERION_MEANING
    form_class = CriterionForm
    act = add_criterion
    success = _("Criterion added")


class CriterionEdit(OptionsPage, EditPage):
    """Change a criterion, or take it out."""

    title = _("Change a criterion")
    introduction = CRITERION_MEANING
    record_class = Criterion
    form_class = CriterionForm
    act = change_criterion
    success = _("Criterion saved")


class CriterionOutcome(OptionsPage, EditPage):
    """Record whether the preferred option met a criterion."""

    title = _("Outcome: {criterion.name}")
    heading = _("Was it met?")
    introduction = "{criterion.name}"
    record_class = Criterion
    form_class = OutcomeForm
    act = record_outcome
    success = _("Outcome saved")


OPTION_MEANING = _("A way in which the service could be run. “As it is” is an option too.")


class OptionCreate(OptionsPage):
    """Add an option."""

    title = _("Add an option")
    introduction = OPTION_MEANING
    form_class = OptionForm
    act = add_option
    success = _("Option added")


class OptionEdit(OptionsPage, EditPage):
    """Change an option, or take it out."""

    title = _("Change an option")
    introduction = OPTION_MEANING
    record_class = Option
    form_class = OptionForm
    act = change_option
    success = _("Option saved")


class OptionDecide(OptionsPage, EditPage):
    """Put an option on the shortlist or prefer it, with the reason."""

    title = _("Decide: {option.name}")
    heading = _("Shortlist or prefer it")
    introduction = "{option.name}"
    record_class = Option
    form_class = DecisionForm
    act = decide_option
    success = _("Decision saved")
