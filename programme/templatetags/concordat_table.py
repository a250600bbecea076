"""A table in a template: its scroll frame, caption, heads and rows. The library is built in.

    {% datatable label="Drivers" caption="Drivers" %}
      {% heads "Driver" "Counted in" "#Figures" %}{% if can_change %}{% head heard=True %}Do{% endhead %}{% endif %}
      {% for row in drivers %}{% row %}{% row_name %}…{% endrow_name %}{% cell %}…{% endcell %}…{% endrow %}{% endfor %}
    {% enddatatable %}

A cell knows its head by its place in the row: its label on a narrow screen and its class. Rows written as markup fit in
too. Lists that are filtered, sorted and paged are `list_table` instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from programme.markup.patterns import escaped, pattern_of

register = template.Library()

STATE = "_datatable"
NUMBER, HEARD = "#", "~"
"""Before a head: a column of numbers; a head that is heard and not seen."""
FRAME = {"label": "", "labelledby": "", "caption": "", "caption_css": "govuk-visually-hidden", "framed": True}


@dataclass(frozen=True)
class Look:
    """The classes of a table and its parts. `is_cards`: its rows stand one under another on a narrow screen."""

    table: str
    is_cards: bool = False
    thead: str = ""
    tbody: str = ""
    row: str = ""
    head: str = ""
    row_name: str = ""
    cell: str = ""
    number_head: str = "concordat-table__number"
    number_cell: str = "concordat-table__number"


LOOKS = {
    "cards": Look("concordat-table concordat-table--cards", is_cards=True, thead="concordat-table__unsorted"),
    "plain": Look("concordat-table"),
    "own": Look(""),
    "govuk": Look(
        table="govuk-table",
        thead="govuk-table__head",
        tbody="govuk-table__body",
        row="govuk-table__row",
        head="govuk-table__header",
        row_name="govuk-table__header",
        cell="govuk-table__cell",
        number_head="govuk-table__header govuk-table__header--numeric",
        number_cell="govuk-table__cell govuk-table__cell--numeric",
    ),
}


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    label: str
    css: str = ""
    is_number: bool = False
    is_heard: bool = False


@dataclass
class TableState:
    """What the cells of a table need of it while it is drawn."""

    look: Look
    heads: list[Head] = field(default_factory=list)
    place: int = 0
    caption: str = ""
    foot: str = ""
    is_grouped: bool = False

    def next_head(self, span: int) -> Head:
        """The head of the cell that comes next."""
        head = self.heads[self.place] if self.place < len(self.heads) else Head("")
        self.place += span
        return head


class DatatableNode(template.Node):
    """Draws what stands in it and puts the frame around."""

    def __init__(self, options: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.options = options
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        options = {name: value.resolve(context) for name, value in self.options.items()}
        state = TableState(look=LOOKS[options.pop("look", "cards")])
        classes = _classes(state.look.table, options.pop("css", ""))
        with context.push(**{STATE: state}):
            rows = self.nodelist.render(context)
        shown = {"look": state.look, "classes": classes, "heads": state.heads, "rows": rows, "foot": state.foot}
        shown["is_grouped"] = state.is_grouped
        caption = {"caption": state.caption} if state.caption else {}
        return render_to_string("components/datatable.html", {**FRAME, **options, **caption, **shown})


@register.tag
def datatable(parser: Parser, token: Token) -> DatatableNode:
    """The frame. `label` or `labelledby` (the id of a heading) names it to who hears it; `look` is one of `LOOKS`;
    `css` adds classes; `caption_css=""` shows the caption to all; `framed=False` leaves the scroll frame away."""
    bits = token.split_contents()[1:]
    options = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"datatable takes options by their names; it cannot read {' '.join(bits)}")
    nodelist = parser.parse(("enddatatable",))
    parser.delete_first_token()
    return DatatableNode(options, nodelist)


@register.simple_tag(takes_context=True)
def heads(context: template.Context, *labels: str) -> str:
    """Heads in their order; "#Amount" is of numbers, "~Do" is heard alone."""
    state = context[STATE]
    for label in labels:
        is_number, is_heard = label.startswith(NUMBER), label.startswith(HEARD)
        state.heads.append(_head(label[is_number or is_heard :], state.look, number=is_number, heard=is_heard))
    return ""


@register.simple_block_tag(takes_context=True)
def head(
    context: template.Context, content: str, number: bool = False, heard: bool = False, css: str = ""
) -> SafeString:
    """One head, where it is no fixed text or stands only on some pages."""
    state = context[STATE]
    state.heads.append(_head(content, state.look, number=number, heard=heard, css=css))
    return SafeString()


@register.simple_block_tag(takes_context=True)
def caption(context: template.Context, content: str) -> str:
    """The caption, where it is no fixed text."""
    context[STATE].caption = content
    return ""


@register.simple_block_tag(takes_context=True)
def row(context: template.Context, content: str, css: str = "") -> SafeString:
    """One row of cells."""
    state = context[STATE]
    state.place = 0
    return _filled("components/cells/row.html", content, state.look, css=_classes(state.look.row, css))


@register.simple_block_tag(takes_context=True)
def row_group(context: template.Context, content: str, title: str = "", css: str = "") -> SafeString:
    """Rows under a heading of their own."""
    state = context[STATE]
    state.is_grouped = True
    group = {"look": state.look, "title": title, "css": css, "span": len(state.heads), "rows": content}
    return render_to_string("components/cells/row_group.html", group)


@register.simple_block_tag(takes_context=True)
def foot(context: template.Context, content: str) -> str:
    """Rows of totals, under the others."""
    context[STATE].foot = content
    return ""


@register.simple_block_tag(takes_context=True)
def row_name(context: template.Context, content: str, css: str = "", span: int = 1) -> SafeString:
    """The cell that names its row."""
    state = context[STATE]
    state.next_head(span)
    css = _classes(state.look.row_name, css)
    return _filled("components/cells/row_name.html", content, state.look, css=css, span=span)


@register.simple_block_tag(takes_context=True)
def cell(context: template.Context, content: str, css: str = "", span: int = 1, label: str | None = None) -> SafeString:
    """A cell under its head, or under the `label`."""
    state = context[STATE]
    head = state.next_head(span)
    css = _classes(state.look.number_cell if head.is_number else state.look.cell, css)
    if not state.look.is_cards:
        return _filled("components/cells/cell.html", content, state.look, css=css, span=span)
    pattern = _pattern("components/cells/cell.html", ("label", "content"), look=state.look, css=css, span=span)
    return mark_safe(pattern % (escaped(head.label if label is None else label), content))  # noqa: S308 - the label is escaped


def _pattern(template_name: str, slots: tuple[str, ...], **options: Any) -> str:
    """The pattern of a cell or row on one line: a table has many of them."""
    return pattern_of(template_name, slots, **options).replace("\n", "")


def _classes(*names: str) -> str:
    return " ".join(name for name in names if name)


def _filled(template_name: str, content: str, look: Look, **options: Any) -> SafeString:
    pattern = _pattern(template_name, ("content",), look=look, **options)
    return mark_safe(pattern % content)  # noqa: S308 - a template's markup


def _head(label: str, look: Look, *, number: bool, heard: bool, css: str = "") -> Head:
    classes = _classes(look.number_head if number else look.head, css)
    return Head(label, css=classes, is_number=number, is_heard=heard)
