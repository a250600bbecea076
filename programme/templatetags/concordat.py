"""The components as template tags. The library is built in: templates need no `load`.

Each tag fills one template of `templates/components/`; the markup stands there, never here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from programme.drawing.bars import DrawnBars
from programme.drawing.gantt_drawing import Drawing
from programme.drawing.lines import DrawnLines
from programme.filters.panel import FilterPanel, panel_of
from programme.markup.charts import chart_markup, gantt_markup
from programme.markup.patterns import escaped, pattern_of
from programme.markup.rating import rag_markup, tag_markup
from programme.tables.page_links import PageLinks, links_of, query_prefix
from programme.tables.view import TableView, view_of
from programme.wording.appearance import KEY, label_of, rating_of, raw_value, tone_of, written_date, written_moment
from programme.wording.prose import render_prose

register = template.Library()

BANNERS = {"success": _("Success"), "warning": _("Warning"), "error": _("Error"), "information": _("Information")}


# Ratings, states and figures


@register.simple_tag
def rag(value: Any, size: str = "", described: bool = False) -> SafeString:
    """A rating as word, shape and colour. `described` names the shape too, for documents that need it."""
    return rag_markup(raw_value(value), small=size == "small", described=described)


@register.inclusion_tag("components/rag_key.html")
def rag_key(described: bool = False) -> dict[str, Any]:
    """What the ratings mean."""
    return {"entries": [(rating, rating.meaning) for rating in KEY], "described": described}


@register.simple_tag
def state_tag(value: Any, label: str = "") -> SafeString:
    """A stage or state as a quiet tag."""
    return tag_markup(label or label_of(value), tone_of(value))


@register.inclusion_tag("components/stat_card.html")
def stat_card(number: Any, label: str, url: str = "", note: str = "", rag: Any = None) -> dict[str, Any]:
    """A figure that opens the rows behind it. Stands in `<ul class="concordat-figures">`."""
    rating = rating_of(rag) if rag is not None else None
    return {"number": number, "label": label, "url": url, "note": note, "rating": rating, "described": False}


@register.filter
def prose(text: str | None) -> SafeString:
    """Officers' Markdown as safe HTML; stands in `<div class="concordat-prose">`."""
    return render_prose(text or "")


@register.filter
def council_date(value: Any, blank: str = "Not set") -> str:
    """ "22 January 2020"; `blank` where there is none."""
    return written_date(value) if value else blank


@register.filter
def council_datetime(value: datetime | date | None, blank: str = "Not set") -> str:
    """ "22 January 2020 at 3:05pm"; `blank` where there is none."""
    return written_moment(value) if value else blank


# Lists


@register.simple_tag(takes_context=True)
def table_view(context: template.Context, table: Any) -> TableView:
    """The table worked out for components/table.html."""
    return view_of(table, request=context.get("request"))


@register.inclusion_tag("components/table.html", takes_context=True)
def list_table(context: template.Context, table: Any) -> dict[str, Any]:
    """A django-tables2 table with its page links."""
    table.context = context
    return {"table": table, "request": context.get("request")}


@register.simple_tag
def number_cells(contents: Iterable[str]) -> SafeString:
    """Cells of figures in a table with a column for each year, which may have thousands of them."""
    cell = pattern_of("components/number_cell.html", ("content",))
    return mark_safe("".join([cell % escaped(content) for content in contents]))  # noqa: S308 - escaped one by one


@register.simple_tag(takes_context=True)
def filter_state(context: template.Context, filterset: Any) -> FilterPanel:
    """Which filters of the filter set are in use, and the addresses without each of them."""
    return panel_of(filterset, request=context.get("request"))


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(
    context: template.Context, filterset: Any, title: Any = _("Filter"), wide: bool = False
) -> dict[str, Any]:
    """The form of a django-filter filter set, with a link to take off each filter in use.

    It stands beside the list; `wide` lays it across the page, closed until one is in use, for tables of many columns.
    """
    panel = panel_of(filterset, request=context.get("request"))
    return {"panel": panel, "form": filterset.form, "title": title, "wide": wide}


@register.inclusion_tag("components/export_links.html", takes_context=True)
def export_links(context: template.Context, name: str = "_export", formats: str = "csv xlsx") -> dict[str, Any]:
    """Links to the whole list, filtered and sorted as it stands, as files."""
    prefix = query_prefix(context.get("request"), without=(name, "page"))
    return {"links": [(kind.upper(), f"{prefix}{name}={kind}") for kind in formats.split()]}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any, name: str = "page") -> dict[str, PageLinks]:
    """The links from one page of a list that is not a table to the others."""
    return {"pages": links_of(page=page, request=context.get("request"), field=name)}


# Blocks of a page


@register.inclusion_tag("components/banner.html")
def banner(
    kind: str, title: Any = "", text: Any = "", *, url: str = "", link: str = "", live: bool = False
) -> dict[str, Any]:
    """A message: information, success, warning or error. `live` for what appears without a new page."""
    kind = kind if kind in BANNERS else "information"
    word = BANNERS[kind]
    return {"kind": kind, "kind_word": word, "title": title, "text": text, "url": url, "link": link, "live": live}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", link: str = "") -> dict[str, Any]:
    """What a list says when it has nothing, and what to do next."""
    return {"title": title, "text": text, "url": url, "link": link}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any], level: int = 3) -> dict[str, Any]:
    """What happened, in the order given. An event (mapping or object) has title, at, and may have by, text, url."""
    return {"events": [_timeline_event(event) for event in events], "level": level}


def _timeline_event(event: Any) -> dict[str, Any]:
    def read(name: str) -> Any:
        value = event.get(name) if isinstance(event, dict) else getattr(event, name, None)
        return "" if value is None else value

    at = read("at")
    machine = at.isoformat() if isinstance(at, date) else ""
    return {
        **{name: read(name) for name in ("title", "by", "text", "url")},
        "machine_time": machine,
        "written_time": written_moment(at) if machine else str(at),
    }


@register.simple_block_tag
def summary_list(content: str, plain: bool = False) -> SafeString:
    """Rows of `summary_row`."""
    return render_to_string("components/summary_list.html", {"content": content, "plain": plain})


@register.inclusion_tag("components/summary_row.html")
def summary_row(
    label: str,
    value: Any = "",
    *,
    url: str = "",
    link: Any = _("Change"),
    blank: Any = _("Not set"),
    reserve: bool = False,
) -> dict[str, Any]:
    """A name and its value. `reserve` keeps the place of the link where other rows of the list have one."""
    shown = blank if value is None or value == "" else value
    return {"label": label, "value": shown, "url": url, "link": link, "reserve": reserve}


@register.simple_block_tag
def details(content: str, title: str, open: bool = False) -> SafeString:
    """Text that opens on request."""
    return render_to_string("components/details.html", {"content": content, "title": title, "open": open})


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Text set apart from the rest."""
    return render_to_string("components/inset.html", {"content": content})


@register.simple_block_tag
def card(content: str, title: str, kind: str = "") -> SafeString:
    """A box with a heading. `kind="attention"` marks it."""
    return render_to_string("components/card.html", {"content": content, "title": title, "kind": kind})


@register.inclusion_tag("components/warning_text.html")
def warning_text(text: str) -> dict[str, Any]:
    """A sentence nobody may overlook."""
    return {"text": text}


@register.inclusion_tag("components/comparison.html")
def comparison(
    left: Any,
    right: Any,
    left_title: Any = _("Last time"),
    right_title: Any = _("Now"),
    blank: Any = _("Nothing was said."),
) -> dict[str, Any]:
    """Two texts side by side; one under the other on a phone."""
    return {"left": left, "right": right, "left_title": left_title, "right_title": right_title, "blank": blank}


@register.inclusion_tag("components/last_time_field.html")
def last_time_field(
    field: Any, before: Any = "", label: Any = _("Last time"), blank: Any = _("Nothing was said.")
) -> dict[str, Any]:
    """A form's field with what was said last time beside it."""
    return {"field": field, "before": before, "label": label, "blank": blank}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    url: str,
    label: str,
    *,
    variant: str = "",
    name: str = "",
    value: str = "",
    hidden: str = "",
) -> dict[str, Any]:
    """A one-button form that changes something. `hidden` completes the label for who hears the page."""
    return {
        "url": url, "label": label, "variant": variant, "name": name, "value": value, "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("components/job_progress.html")
def job_progress(
    url: str, percent: int | None, label: str, *, note: str = "", done: bool = False, seconds: int = 2
) -> dict[str, Any]:
    """How far long work is. While not done it asks `url` for the same fragment again; a link does without script."""
    return {
        "url": url, "percent": percent, "label": label, "note": note, "done": done, "seconds": seconds,
        "element_id": f"progress-{slugify(label)}",
    }  # fmt: skip


# Charts


@register.simple_tag
def chart(drawn: DrawnBars | DrawnLines) -> SafeString:
    """A chart with its title and, on request, its table."""
    return chart_markup("components/chart.html", drawn, hide_caption=True)


@register.simple_tag
def chart_svg(drawn: DrawnBars) -> SafeString:
    """The drawing alone."""
    return chart_markup("components/chart_svg.html", drawn)


@register.simple_tag
def gantt_svg(drawn: Drawing) -> SafeString:
    """One part of a Gantt chart."""
    return gantt_markup(drawn)


@register.simple_tag
def chart_table(drawn: DrawnBars) -> SafeString:
    """The chart's numbers; every number with an address opens the rows behind it."""
    return chart_markup("components/chart_table.html", drawn)
