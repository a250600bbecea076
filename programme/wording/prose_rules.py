"""The rules of form that HTML must keep to be a tagged PDF without faults, applied to an lxml tree in place.

Each rule answers a fault that a PDF/UA-1 checker finds: blocks inside list items, anything but text inside a link,
groups inside description lists, pictures without a description, ragged table rows, skipped heading levels.
"""

from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset({"p", "div", "blockquote", "pre", "dl", "table", "hr", *HEADINGS})
LISTS = frozenset({"ul", "ol"})
MOST_COLUMNS = 40


def apply_rules(root: HtmlElement, *, base_level: int) -> None:
    """Apply every rule to the tree under `root`. Words are kept; only their form changes."""
    _describe_pictures(root)
    _keep_links_textual(root)
    _lift_tables_out_of_lists(root)
    _flatten_list_items(root)
    _ungroup_description_lists(root)
    _settle_headings(root, base_level=base_level)
    _square_tables(root)


def apply_inline_rules(root: HtmlElement) -> None:
    """Make the tree under `root` fit for a table cell or a list item: text, line breaks and lists, no other blocks."""
    _describe_pictures(root)
    _keep_links_textual(root)
    for table in _each(root, "table"):
        _flatten_table(table, list(table.iter("tr")))
    root.tag = "li"
    _flatten_list_items(root)
    root.text = (root.text or "").lstrip() or None


def _each(root: HtmlElement, *tags: str) -> list[HtmlElement]:
    """The elements with these tags, as a list: the tree is changed while it is walked."""
    return list(root.iter(*tags))


def _describe_pictures(root: HtmlElement) -> None:
    """A picture is its description: nothing is fetched, so there is nothing to show."""
    for picture in _each(root, "img"):
        description = " ".join((picture.get("alt") or "").split())
        _replace_by_text(picture, f"[Picture: {description}]" if description else "")


def _keep_links_textual(root: HtmlElement) -> None:
    """A link holds text only; without an address it is no link."""
    for link in _each(root, "a"):
        text = " ".join(link.text_content().split())
        address = link.get("href")
        if address is None:
            link.drop_tag()
            continue
        for child in list(link):
            link.remove(child)
        link.text = text or address.removeprefix("mailto:")


def _lift_tables_out_of_lists(root: HtmlElement) -> None:
    """A table inside a list follows the list."""
    for table in _each(root, "table"):
        outermost = None
        for ancestor in table.iterancestors():
            if ancestor.tag in LISTS:
                outermost = ancestor
            if ancestor is root:
                break
        if outermost is not None:
            _detach(table)
            table.tail = outermost.tail
            outermost.tail = None
            outermost.addnext(table)


def _flatten_list_items(root: HtmlElement) -> None:
    """A list item holds text, line breaks between its paragraphs, and further lists."""
    for item in _each(root, "li", "dt", "dd"):
        for block in [
            element for element in item.iterdescendants(*BLOCKS) if _nearest(element, ("li", "dt", "dd")) is item
        ]:
            if block.tag in HEADINGS:
                block.tag = "strong"
                _break_before(block)
            elif block.tag == "hr":
                block.drop_tree()
            else:
                _break_before(block)
                if block.tag == "pre":
                    _break_lines(block)
                block.drop_tag()
        _trim_breaks(item)


def _ungroup_description_lists(root: HtmlElement) -> None:
    for group in [group for group in _each(root, "div") if group is not root and group.getparent().tag == "dl"]:
        group.drop_tag()


def _settle_headings(root: HtmlElement, *, base_level: int) -> None:
    """The highest heading takes the base level; each next one goes at most one level deeper. In a quotation it is bold
    text.
    """
    headings = []
    for heading in _each(root, *HEADINGS):
        if not "".join(heading.itertext()).strip():
            heading.drop_tree()
        elif _nearest(heading, ("blockquote", "td", "th")) is not None:
            _make_bold_paragraph(heading)
        else:
            headings.append(heading)
    highest = min((int(heading.tag[1]) for heading in headings), default=1)
    last = base_level - 1
    for heading in headings:
        level = min(base_level + int(heading.tag[1]) - highest, last + 1)
        if level > len(HEADINGS):
            _make_bold_paragraph(heading)
        else:
            heading.tag = f"h{level}"
            last = level


def _square_tables(root: HtmlElement) -> None:
    """Every row has as many cells as the widest; header cells say what they head; a wide table scrolls in a box of its
    own.
    """
    for table in _each(root, "table"):
        rows = [row for row in table.iter("tr") if _nearest(row, ("table",)) is table]
        if not rows or _nearest(table, ("table",)) is not None:
            table.drop_tag()
            continue
        widths = [sum(_span(cell) for cell in row.iterchildren("td", "th")) for row in rows]
        widest = max(widths)
        if widest > MOST_COLUMNS:
            _flatten_table(table, rows)
            continue
        for row, width in zip(rows, widths, strict=True):
            for _ in range(widest - width):
                etree.SubElement(row, "td")
        for cell in rows[0].iterchildren("td", "th"):
            cell.tag = "th"
        for row in rows:
            for cell in row.iterchildren("th"):
                cell.set("scope", "col" if row is rows[0] else "row")
        _box(table)


def _span(cell: HtmlElement) -> int:
    """The columns a cell covers. A cell that covers none, or far too many, covers one."""
    span = int(cell.get("colspan", "1"))
    if not 1 <= span <= MOST_COLUMNS:
        cell.attrib.pop("colspan", None)
        return 1
    return span


def _flatten_table(table: HtmlElement, rows: list[HtmlElement]) -> None:
    """A table too wide for any page is a paragraph for each row."""
    for row in rows:
        words = " ".join(" ".join(row.itertext()).split())
        if words:
            paragraph = table.makeelement("p")
            paragraph.text = words
            table.addprevious(paragraph)
    table.drop_tree()


def _box(table: HtmlElement) -> None:
    box = table.makeelement("div", {"class": "prose-table", "role": "region", "aria-label": "Table", "tabindex": "0"})
    table.addprevious(box)
    box.tail, table.tail = table.tail, None
    box.append(table)


def _nearest(element: HtmlElement, tags: Iterable[str]) -> HtmlElement | None:
    return next(element.iterancestors(*tags), None)


def _replace_by_text(element: HtmlElement, text: str) -> None:
    element.tail = text + (element.tail or "")
    element.drop_tree()


def _detach(element: HtmlElement) -> None:
    """Take an element out, leaving the text after it where it is."""
    tail, element.tail = element.tail, None
    previous, parent = element.getprevious(), element.getparent()
    parent.remove(element)
    if previous is not None:
        previous.tail = (previous.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")


def _break_before(block: HtmlElement) -> None:
    block.addprevious(block.makeelement("br"))


def _break_lines(block: HtmlElement) -> None:
    """Keep the lines of preformatted text as lines."""
    lines = "".join(block.itertext()).strip("\n").split("\n")
    for child in list(block):
        block.remove(child)
    block.text = lines[0]
    for line in lines[1:]:
        etree.SubElement(block, "br").tail = line


def _trim_breaks(item: HtmlElement) -> None:
    """No line break at the start or end of an item, before a further list, or twice running."""
    for line_break in list(item.iterchildren("br")):
        previous, following = line_break.getprevious(), line_break.getnext()
        before = (item.text if previous is None else previous.tail) or ""
        after = (line_break.tail or "").strip()
        starts = not before.strip() and (previous is None or previous.tag in ("br", *LISTS))
        ends = not after and (following is None or following.tag in LISTS)
        if starts or ends:
            line_break.drop_tag()


def _make_bold_paragraph(heading: HtmlElement) -> None:
    bold = heading.makeelement("strong")
    bold.text, heading.text = heading.text, None
    for child in list(heading):
        bold.append(child)
    heading.append(bold)
    heading.tag = "p"
