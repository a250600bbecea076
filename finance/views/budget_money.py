"""What is promised on a budget line, and what moves between lines."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from finance.domain.commitment import add_commitment, change_commitment, release_commitment
from finance.domain.virement import move_budget
from finance.forms.budget import CommitmentForm, ReleaseForm, VirementForm
from finance.models import BudgetLine, Commitment
from finance.queries.budgets import figures_of
from finance.rules.budget import position_of
from finance.views.budgets import CHANGE, LineFormPage
from programme.pages.form_page import EditPage


class CommitmentCreate(LineFormPage):
    """Record money that is promised, or only expected."""

    crumb = _("Commitment")
    title = _("Add a commitment")
    introduction = _("Money promised, or expected to be spent, on {line.name} and not yet in the ledger.")
    form_class = CommitmentForm
    act = add_commitment
    success = _("Recorded: {saved.name}")


class CommitmentEdit(LineFormPage, EditPage):
    """Change a commitment, or say that what was expected has been ordered."""

    crumb = _("Commitment")
    title = _("Change {commitment.name}")
    introduction = _("A commitment of {line.name}.")
    record_class = Commitment
    form_class = CommitmentForm
    act = change_commitment
    success = _("Saved: {saved.name}")


class CommitmentRelease(LineFormPage, EditPage):
    """Say that a commitment was paid or fell away."""

    crumb = save = _("Release")
    title = _("Release {commitment.name}")
    introduction = _("It no longer counts as committed once it is paid, when the ledger has it, or once it falls away.")
    record_class = Commitment
    form_class = ReleaseForm
    act = release_commitment
    success = _("Released: {saved.name}")

    def initial(self) -> dict[str, Any]:
        return {"released_on": self.programme.today}


class VirementCreate(LineFormPage):
    """Move budget from this line to another of its year."""

    crumb = _("Move budget")
    title = _("Move budget from {line.name}")
    template_name = "finance/virement_create.html"
    save = _("Move")
    form_class = VirementForm
    act = move_budget
    success = _("Budget moved to {saved.target.name}")

    def form_options(self) -> dict[str, Any]:
        others = BudgetLine.objects.filter(programme=self.programme, year=self.line.year, closed_on__isnull=True)
        targets = [one for one in others.exclude(pk=self.line.pk) if self.reader.has_perm(CHANGE, one)]
        return {"line": self.line, "targets": targets, "initial": {"on": self.programme.today}}

    def arguments(self) -> dict[str, Any]:
        return {"source": self.line}

    def details(self) -> dict[str, Any]:
        figures = figures_of([self.line], programme=self.programme)[self.line.pk]
        return {"left": position_of(figures, shows_withheld=True).available.amount}
