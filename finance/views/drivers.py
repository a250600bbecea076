"""The drivers of a programme: what costs can be shared by, and their figures."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from finance.domain.driver import add_driver, add_figures, change_driver, correct_figures
from finance.forms.apportionment import DriverForm
from finance.forms.driver_figures import DriverFiguresForm
from finance.models import Driver
from finance.queries.agreements import Agreed
from finance.queries.sharing import driver_page
from finance.views.sharing import CHANGE, READ, councils_of_programme
from programme.views.lookup import posted, programme_for


@require_safe
def driver_detail(request: HttpRequest, programme_code: str, driver_code: str) -> HttpResponse:
    """A driver with its figures, and what is shared by it."""
    driver = _driver(request, programme_code, driver_code, permission=READ)
    agreed = Agreed(driver.programme)
    context = {
        "programme": driver.programme,
        "driver": driver,
        "page": driver_page(driver, reader=request.user, agreed=agreed),
        "can_change": request.user.has_perm(CHANGE, driver.programme),
    }
    return render(request, "finance/driver_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def driver_create(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Add what costs can be shared by."""
    programme = programme_for(request, programme_code, permission=CHANGE)
    form = DriverForm(posted(request))
    if request.method == "POST":
        driver = form.submit(add_driver, programme=programme, actor=request.user, at=timezone.now())
        if driver is not None:
            messages.success(request, f"Driver added: {driver.name}. Enter its figures next.")
            return redirect("driver_figures_add", programme.code, driver.code)
    return render(request, "finance/driver_form.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def driver_edit(request: HttpRequest, programme_code: str, driver_code: str) -> HttpResponse:
    """Change what a driver is called."""
    driver = _driver(request, programme_code, driver_code, permission=CHANGE)
    form = DriverForm(posted(request), record=driver)
    if request.method == "POST":
        changed = form.submit(change_driver, driver=driver, actor=request.user, at=timezone.now())
        if changed is not None:
            messages.success(request, "Driver saved")
            return redirect(changed)
    return render(request, "finance/driver_form.html", {"programme": driver.programme, "driver": driver, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def driver_figures_add(request: HttpRequest, programme_code: str, driver_code: str) -> HttpResponse:
    """Enter the figures that hold from a day on."""
    driver = _driver(request, programme_code, driver_code, permission=CHANGE)
    figures = driver.figures.order_by("starts_on")
    form = DriverFiguresForm(
        posted(request),
        driver=driver,
        councils=councils_of_programme(driver.programme),
        stands={},
        before={figure.council_id: figure for figure in figures},
    )
    if request.method == "POST":
        written = form.submit(add_figures, driver=driver, actor=request.user, at=timezone.now())
        if written is not None:
            messages.success(request, "Figures saved")
            return redirect(driver)
    return _figures_page(request, driver, form)


@require_http_methods(["GET", "HEAD", "POST"])
def driver_figures_edit(request: HttpRequest, programme_code: str, driver_code: str, figures_from: str) -> HttpResponse:
    """Correct the figures of a day."""
    driver = _driver(request, programme_code, driver_code, permission=CHANGE)
    try:
        day = date.fromisoformat(figures_from)
    except ValueError as error:
        raise Http404 from error
    stands = {figure.council_id: figure for figure in driver.figures.filter(starts_on=day).order_by("pk")}
    if not stands:
        raise Http404
    before = driver.figures.filter(starts_on__lt=day).order_by("starts_on")
    form = DriverFiguresForm(
        posted(request),
        driver=driver,
        councils=councils_of_programme(driver.programme),
        stands=stands,
        before={figure.council_id: figure for figure in before},
        day=day,
    )
    if request.method == "POST":
        written = form.submit(correct_figures, driver=driver, actor=request.user, at=timezone.now())
        if written is not None:
            messages.success(request, "Nothing was changed" if not written else "Figures corrected")
            return redirect(driver)
    return _figures_page(request, driver, form)


def _figures_page(request: HttpRequest, driver: Driver, form: DriverFiguresForm) -> HttpResponse:
    context = {"programme": driver.programme, "driver": driver, "form": form, "day": form.day}
    return render(request, "finance/driver_figures.html", context)


def _driver(request: HttpRequest, programme_code: str, driver_code: str, *, permission: str) -> Driver:
    programme = programme_for(request, programme_code, permission=permission)
    driver: Driver = get_object_or_404(Driver, programme=programme, code=driver_code)
    driver.programme = programme
    return driver
