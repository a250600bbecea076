"""The frame that every page stands in, and the markup of forms, as template tags. The library is built in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from programme.forms.errors import errors_of
from programme.markup.patterns import escaped, pattern_of
from programme.pages.trail import trail_of
from programme.views.navigation import Link, footer_links, review_links
from programme.wording.appearance import written_date

register = template.Library()


@register.inclusion_tag("components/page_header.html", takes_context=True)
def page_header(context: template.Context) -> dict[str, Any]:
    """Logo, account and main navigation. Asks nothing of the database when there is no request (the error page)."""
    navigation = context.get("navigation")
    user = context.get("user")
    person = str(user) if user is not None and user.is_authenticated else ""
    return {
        "home_url": _address("home") or "/",
        "items": navigation.main if navigation is not None else [],
        "person": person,
        "account_url": _address("password_change") if person else "",
        "logout_url": _address("logout") if person else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/page_footer.html")
def page_footer() -> dict[str, Any]:
    """The footer's links, from the registry."""
    return {"items": footer_links()}


@register.inclusion_tag("components/programme_navigation.html", takes_context=True)
def programme_navigation(context: template.Context) -> dict[str, Any]:
    """The sub navigation of the `programme` in the context; nothing where there is none."""
    programme, navigation = context.get("programme"), context.get("navigation")
    if not getattr(programme, "code", "") or navigation is None:
        return {"items": [], "programme_name": ""}
    return {"items": navigation.programme(programme), "programme_name": str(programme)}


@register.inclusion_tag("components/record_banner.html", takes_context=True)
def record_banner(context: template.Context) -> dict[str, Any]:
    """Says that the `programme` in the context has ended and as at which day it is shown."""
    programme = context.get("programme")
    if programme is None or not getattr(programme, "has_ended", False):
        return {"ended_on": ""}
    return {"ended_on": written_date(programme.today)}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: Any) -> dict[str, Any]:
    """`{% breadcrumbs "My work" home_url review.name "" %}`: label, address, label, …; "" is this page."""
    return {"crumbs": list(zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True))}


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def trail(context: template.Context) -> dict[str, Any]:
    """Where the page stands, worked out from its address."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None or not match.url_name:
        return {"crumbs": []}
    try:
        return {"crumbs": trail_of(match.url_name, address=match.kwargs, records=context)}
    except KeyError:  # a refusal shown in the place of the page knows none of its records
        return {"crumbs": []}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], label: Any = _("Sections")) -> dict[str, Any]:
    """Sub navigation between views of one thing. `items`: label, address, whether it is this one."""
    links = [Link(label=name, url=url, is_current=bool(current)) for name, url, current in items]
    return {"items": links, "label": label}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """Every error of the forms and formsets given, each leading to its field."""
    return {"errors": [error for form in forms for error in errors_of(form)]}


@register.inclusion_tag("components/current_values.html")
def current_values(form: Any) -> dict[str, Any]:
    """What a record says now, where another changed it while this form was open."""
    return {"values": getattr(form, "stands_now", ())}


@register.simple_tag
def widget_attributes(widget: dict[str, Any], base_class: str, error_class: str = "") -> SafeString:
    """A widget's HTML attributes with the kit's class before its own, and the error class where it is refused."""
    attributes = dict(widget["attrs"])
    classes = [base_class, attributes.pop("class", "")]
    if error_class and attributes.get("aria-invalid"):
        classes.append(error_class)
    attributes["class"] = " ".join(name for name in classes if name)
    return flatatt(attributes)


@register.simple_tag
def option_markup(options: Iterable[dict[str, Any]]) -> SafeString:
    """The options of a select; a list of reviews may have hundreds."""
    return mark_safe(  # noqa: S308 - the pattern is a template's markup, and what fills it is escaped
        "".join(
            [
                _option_pattern(bool(option["selected"]), bool(option["attrs"].get("disabled")))
                % (escaped(option["value"]), escaped(option["label"]))
                for option in options
            ]
        )
    )


def _option_pattern(selected: bool, disabled: bool) -> str:
    return pattern_of("components/option.html", ("value", "label"), selected=selected, disabled=disabled)


@register.filter
def choice_hint(label: Any) -> str:
    """The hint of a choice whose label is a `programme.forms.options.Option`."""
    return getattr(label, "hint", "")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def review_tabs(context: template.Context, programme: Any, review: Any) -> list[Link]:
    """The tabs of a service review that higher apps have registered."""
    request = context.get("request")
    return review_links(programme_code=programme.code, review_code=review.code, path=request.path if request else "")
