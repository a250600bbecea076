"""The trend of a register: its open risks by band over time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from risks.forms.trend import TrendForm
from risks.models import RegisterEntry
from risks.queries.trends import month_ends, register_trend
from risks.views.lookup import visible_register


@require_safe
def register_trend_page(request: HttpRequest, programme_code: str, register_code: str) -> HttpResponse:
    """How many open risks stood in each band at the end of each month, those the reader sees."""
    register = visible_register(request, programme_code, register_code)
    programme = register.programme
    form = TrendForm(request.GET)
    days = [
        day
        for day in month_ends(today=programme.today, months=form.chosen)
        if day >= programme.starts_on or day == programme.today
    ]
    map_url = reverse("heat_map", args=[programme.code, register.code])
    context = {
        "programme": programme,
        "register": register,
        "form": form,
        "chart": register_trend(
            register=register,
            entries=RegisterEntry.objects.visible_to(request.user),
            days=days,
            url_of=lambda day: map_url if day == programme.today else f"{map_url}?as_at={day:%-d/%-m/%Y}",
        ),
    }
    return render(request, "risks/register_trend.html", context)
