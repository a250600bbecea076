"""What is done to the lines of the savings tracker."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from finance.domain.savings import add_savings_line, change_savings_line, close_savings_line
from finance.domain.savings_from_case import take_from_version
from finance.domain.savings_succession import merge_lines, split_line
from finance.enums import CaseStatus
from finance.forms.savings import CloseLineForm, MergeForm, SavingsLineForm, SplitForm, TakeForm
from finance.models import SavingsLine
from finance.queries.savings import one_off_costs, scope_of
from finance.queries.savings_page import one_off_words
from finance.queries.savings_taken import taken_from, taken_rows
from finance.views.lookup import visible_version
from finance.views.savings import CHANGE, visible_line
from programme.permissions import check_permission
from programme.views.lookup import posted
from services.views.lookup import review_for

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@EDIT
def savings_create(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Add a saving or an in-year pressure that comes from no case."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = SavingsLineForm(posted(request), review=review)
    if request.method == "POST":
        line = form.submit(add_savings_line, review=review, actor=request.user, at=timezone.now())
        if line is not None:
            messages.success(request, f"{line.name} added. Fill in its values.")
            return redirect("savings_values", programme_code, line.code)
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "finance/savings_create.html", context)


@EDIT
def savings_edit(request: HttpRequest, programme_code: str, line_code: str) -> HttpResponse:
    """Change what is known of a line, and its state."""
    line = line_for(request, programme_code, line_code)
    form = SavingsLineForm(posted(request), review=line.review, record=line)
    if request.method == "POST":
        changed = form.submit(change_savings_line, line=line, actor=request.user, at=timezone.now())
        if changed is not None:
            return _done(request, changed, "Savings line saved")
    return _form(request, "finance/savings_edit.html", line, form)


@EDIT
def savings_close(request: HttpRequest, programme_code: str, line_code: str) -> HttpResponse:
    """Close a line with a reason."""
    line = line_for(request, programme_code, line_code)
    form = CloseLineForm(posted(request), record=line)
    if request.method == "POST":
        closed = form.submit(close_savings_line, line=line, actor=request.user, at=timezone.now())
        if closed is not None:
            return _done(request, closed, f"{closed.name} closed")
    return _form(request, "finance/savings_close.html", line, form)


@EDIT
def savings_split(request: HttpRequest, programme_code: str, line_code: str) -> HttpResponse:
    """Split a line into parts that sum to it."""
    line = line_for(request, programme_code, line_code)
    form = SplitForm(posted(request), record=line, initial={"on": timezone.localdate()})
    if request.method == "POST":
        parts = form.submit(split_line, line=line, actor=request.user, at=timezone.now())
        if parts is not None:
            return _done(request, line, f"{line.name} split into {len(parts)} lines")
    return _form(request, "finance/savings_split.html", line, form)


@EDIT
def savings_merge(request: HttpRequest, programme_code: str, review_code: str) -> HttpResponse:
    """Merge lines of a review into one."""
    review = review_for(request, programme_code, review_code, permission=CHANGE)
    form = MergeForm(posted(request), review=review, initial={"on": timezone.localdate()})
    if request.method == "POST":
        line = form.submit(merge_lines, review=review, actor=request.user, at=timezone.now())
        if line is not None:
            return _done(request, line, f"Merged into {line.name}")
    context = {"programme": review.programme, "review": review, "form": form}
    return render(request, "finance/savings_merge.html", context)


@EDIT
def savings_from_case(request: HttpRequest, programme_code: str, case_code: str, number: int) -> HttpResponse:
    """Follow the savings of an approved version, after a look at what is new and what differs."""
    version = visible_version(request, programme_code, case_code, number)
    review = version.case.review
    check_permission(request.user, CHANGE, review)
    if version.status != CaseStatus.APPROVED:
        messages.error(request, "Only an approved version is followed in the savings tracker.")
        return redirect(version)
    taken = taken_from(version)
    form = TakeForm(posted(request), taken=taken)
    if request.method == "POST":
        done = form.submit(_take, version=version, actor=request.user, at=timezone.now())
        if done is not None:
            made, replaced = done
            messages.success(request, f"{len(made)} lines added, {len(replaced)} plans replaced")
            return redirect("savings_reconciliation", programme_code, review.code)
    context = {
        "programme": version.case.programme,
        "case": version.case,
        "version": version,
        "review": review,
        "taken": taken_rows(taken, scope=scope_of(programme=version.case.programme, user=request.user)),
        "one_off": one_off_words(one_off_costs(reviews=[review.pk])),
        "form": form,
    }
    return render(request, "finance/savings_from_case.html", context)


def _take(*, replace: Any = (), **given: Any) -> tuple[list[SavingsLine], list[SavingsLine]]:
    return take_from_version(replace=replace, **given)


def line_for(request: HttpRequest, programme_code: str, line_code: str) -> SavingsLine:
    """The line, if the reader sees its review and may change its savings."""
    line = visible_line(request, programme_code, line_code)
    check_permission(request.user, CHANGE, line.review)
    return line


def _done(request: HttpRequest, line: SavingsLine, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("savings_detail", line.programme.code, line.code)


def _form(request: HttpRequest, template: str, line: SavingsLine, form: object) -> HttpResponse:
    context = {"programme": line.programme, "review": line.review, "line": line, "form": form}
    return render(request, template, context)
