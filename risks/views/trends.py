"""The trend of a register: its open risks by band over time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from programme.pages.page import DetailPage
from risks.forms.trend import TrendForm
from risks.models import RegisterEntry
from risks.pages.records import RegisterPage
from risks.queries.trends import month_ends, register_trend


class RegisterTrend(RegisterPage, DetailPage):
    """How many open risks stood in each band at the end of each month, those the reader sees."""

    crumb = _("Trend")
    template_name = "risks/register_trend.html"
    stylesheets = ("risks.css", "heat.css")

    def details(self) -> dict[str, Any]:
        form = TrendForm(self.request.GET)
        today = self.programme.today
        days = [
            day
            for day in month_ends(today=today, months=form.chosen)
            if day >= self.programme.starts_on or day == today
        ]
        map_url = self.address_of("heat_map")
        chart = register_trend(
            register=self.register,
            entries=RegisterEntry.objects.visible_to(self.reader),
            days=days,
            url_of=lambda day: map_url if day == today else f"{map_url}?as_at={day:%-d/%-m/%Y}",
        )
        return {"form": form, "chart": chart}
