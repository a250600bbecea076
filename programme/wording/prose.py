"""Prose: the Markdown that officers and clerks write, turned into safe HTML that holds good on a page and in an
accessible PDF alike.

Markdown (no raw HTML) → an allow-list of elements → rules of form (`prose_rules`). Links lead to http, https and
mailto only; a picture becomes its description, so nothing is ever fetched. No words are lost: what cannot be read as
Markdown is shown as it was typed.
"""

import re
from functools import lru_cache
from html import escape

import lxml.html
import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from programme.wording.prose_rules import apply_inline_rules, apply_rules

# Longer text is shown as typed: no report section is a book, and reading one as Markdown would hold up the page.
LONGEST_MARKDOWN = 100_000
LONGEST_REMEMBERED = 20_000
# Past this many brackets links are not looked for; looking takes time that grows with their square.
MOST_BRACKETS = 1_000
DEEPEST_BLOCK = 12
FIRST_HEADING_LEVEL = 3

# Characters that print nothing and can disguise what is printed: controls, zero-width characters, and marks that turn
# the direction of text.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
ALLOWED_LINK = re.compile(r"(https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
ALIGNED = {"text-align:left": "", "text-align:center": "prose-centre", "text-align:right": "prose-end"}

TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"alt"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan"}, "*": set()}
CLASSES = {cell: {name for name in ALIGNED.values() if name} for cell in ("td", "th")}


def render_prose(text: str, *, base_level: int = FIRST_HEADING_LEVEL) -> SafeString:
    """Return `text` (Markdown) as safe HTML. Its highest heading becomes `base_level` (2 to 6) and no level is
    skipped.
    """
    if len(text) > LONGEST_REMEMBERED:
        return _render(text, base_level)
    return _render_remembered(text, base_level)


def render_inline_prose(text: str) -> SafeString:
    """Return `text` (Markdown) as safe HTML for a table cell or a list item: its paragraphs stand apart by line
    breaks.
    """
    html = render_prose(text)
    if not html:
        return html
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    apply_inline_rules(root)
    return inner_html(root)


def as_markdown(text: str) -> str:
    """Plain text, on one line, as Markdown that says the same."""
    escaped = re.sub(r"([\\`*_\[\]<>~|&])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^(?:(#+|[+-])|([0-9]+)([.)]))(?=\s|$)", r"\2\\\1\3", escaped)


def plain_text(text: str) -> str:
    """Return the words of `text` (Markdown) without its marks, a line for each block: for exports, searches and
    summaries.
    """
    html = render_prose(text)
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter(
        "p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "br", "dt", "dd"
    ):
        element.tail = "\n" + (element.tail or "")
        if element.tag == "li":
            element.text = "\n" + (element.text or "")
    for cell in root.iter("td", "th"):
        cell.tail = " "
    lines = (" ".join(line.split()) for line in str(root.text_content()).splitlines())
    return "\n".join(line for line in lines if line)


def clean_html(html: str, *, base_level: int = FIRST_HEADING_LEVEL) -> SafeString:
    """Return foreign HTML (a converted document) as safe HTML under the same rules as prose."""
    allowed = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_allowed_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    if not allowed.strip():
        return SafeString("")
    root = lxml.html.fragment_fromstring(allowed, create_parent="div")
    apply_rules(root, base_level=base_level)
    return inner_html(root)


def inner_html(element: lxml.html.HtmlElement) -> SafeString:
    """Return what stands inside an element of prose, which must have passed the allow-list."""
    inner = escape(element.text or "", quote=False) + "".join(
        lxml.html.tostring(child, encoding="unicode") for child in element
    )
    return mark_safe(inner.strip())  # noqa: S308 - see above


def outer_html(element: lxml.html.HtmlElement) -> SafeString:
    """Return an element of prose itself, without the text after it. It must have passed the allow-list."""
    found: SafeString = mark_safe(lxml.html.tostring(element, encoding="unicode", with_tail=False))  # noqa: S308 - see above
    return found


def one_line(words: str) -> str:
    """Words as they stand in a list: on one line, without what prints nothing or turns the direction of text."""
    return " ".join(UNSEEN.sub("", " ".join(words.split())).split())


@lru_cache(maxsize=4096)
def _render_remembered(text: str, base_level: int) -> SafeString:
    return _render(text, base_level)


def _render(text: str, base_level: int) -> SafeString:
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return SafeString("")
    if len(text) > LONGEST_MARKDOWN:
        return _as_typed(text)
    return clean_html(_markdown(text.count("[") <= MOST_BRACKETS).render(text), base_level=base_level)


def _as_typed(text: str) -> SafeString:
    paragraphs = (part for part in re.split(r"\n\s*\n", text) if part.strip())
    return mark_safe("".join(f"<p>{escape(part.strip())}</p>\n" for part in paragraphs))  # noqa: S308 - escaped


@lru_cache(maxsize=2)
def _markdown(with_links: bool) -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 100}).enable(
        ["table", "strikethrough"]
    )
    if not with_links:
        reader.disable(["link", "image"])
    # Every address is read here and judged by the allow-list, so that a refused link leaves its words and not its
    # syntax.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.block.ruler.before("table", "too_deep", _keep_deep_text, {"alt": ["paragraph", "blockquote", "list"]})
    reader.core.ruler.push("aligned_cells", _name_alignment)
    return reader


def _keep_deep_text(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Past the deepest block, keep the rest of the lines as a paragraph, as typed."""
    if state.level < DEEPEST_BLOCK:
        return False
    if silent:
        return True
    content = state.getLines(start, end, state.blkIndent, False).strip()
    state.line = end
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, end], []
    state.push("paragraph_close", "p", -1)
    return True


def _name_alignment(state: StateCore) -> None:
    """Turn a column's alignment from a style, which the content security policy refuses, into a class."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            name = ALIGNED.get(str(token.attrs.pop("style")), "")
            if name:
                token.attrs["class"] = name


def _allowed_attribute(tag: str, attribute: str, value: str) -> str | None:
    if tag == "a" and attribute == "href":
        return value if ALLOWED_LINK.match(value) else None
    if attribute in ("start", "colspan"):
        return value if re.fullmatch(r"[0-9]{1,4}", value) else None
    return value
