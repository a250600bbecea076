"""What changed between two snapshots of a report: figures, rows of tables, words, recommendations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from governance.documents.charts import cumulative_table, running_totals_table, tornado_table, waterfall_table
from governance.documents.content import Block, Chart, Figure, Prose, Recommendations, RegisterMap, Table
from governance.documents.gantt import gantt_table
from governance.documents.heat_map import heat_map_cells
from governance.documents.snapshot import Section, Snapshot


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. `what` says of what; empty texts where there is nothing to show side by side."""

    section: str
    what: str
    kind: ChangeKind
    before: str = ""
    after: str = ""


def compare_snapshots(*, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """The differences a reader would see, in the order of the newer report."""
    old, new = _flat(before), _flat(after)
    changes: list[Change] = []
    if before.report.title != after.report.title:
        changes.append(_changed("", "Title", before.report.title, after.report.title))
    for code, section in new.items():
        if code not in old:
            changes.append(Change(section=section.heading, what="Section", kind=ChangeKind.ADDED))
        changes += _compare_sections(old.get(code), section)
    changes += [
        Change(section=section.heading, what="Section", kind=ChangeKind.REMOVED)
        for code, section in old.items()
        if code not in new
    ]
    return tuple(changes)


def _flat(snapshot: Snapshot) -> dict[str, Section]:
    def walk(sections: tuple[Section, ...]) -> Iterator[tuple[str, Section]]:
        for section in sections:
            yield section.code or section.heading, section
            yield from walk(section.sections)

    return dict(walk(snapshot.sections))


def _compare_sections(before: Section | None, after: Section) -> Iterator[Change]:
    """Blocks are matched by their kind and their place among their kind."""
    old, new = _keyed(before.blocks if before else ()), _keyed(after.blocks)
    for key, block in new.items():
        earlier = old.get(key)
        if earlier is not None:
            yield from COMPARERS[block.kind](after.heading, earlier, block)
        elif before is not None:
            yield Change(section=after.heading, what=NAMES[block.kind], kind=ChangeKind.ADDED)
    for key, block in old.items():
        if key not in new:
            yield Change(section=after.heading, what=NAMES[block.kind], kind=ChangeKind.REMOVED)


def _keyed(blocks: tuple[Block, ...]) -> dict[tuple[str, int], Any]:
    keyed: dict[tuple[str, int], Any] = {}
    for block in blocks:
        place = sum(kind == block.kind for kind, _ in keyed)
        keyed[(block.kind, place)] = block
    return keyed


def _changed(section: str, what: str, before: str, after: str) -> Change:
    return Change(section=section, what=what, kind=ChangeKind.CHANGED, before=before, after=after)


def _compare_prose(section: str, before: Prose, after: Prose) -> Iterator[Change]:
    if before.markdown != after.markdown:
        yield _changed(section, "Text", before.markdown, after.markdown)


def _compare_figures(section: str, before: Figure, after: Figure) -> Iterator[Change]:
    if before.sentence != after.sentence:
        yield _changed(section, "Figure", before.sentence, after.sentence)
    old, new = dict.fromkeys(before.rows), dict.fromkeys(after.rows)
    for row in new:
        if row not in old:
            yield Change(section=section, what="Counted", kind=ChangeKind.ADDED, after=row)
    for row in old:
        if row not in new:
            yield Change(section=section, what="Counted", kind=ChangeKind.REMOVED, before=row)


def _compare_tables(section: str, before: Table, after: Table) -> Iterator[Change]:
    old, new = _rows(before), _rows(after)
    labels = [column.label for column in after.columns]
    for name, cells in new.items():
        earlier = old.get(name)
        if earlier is None:
            yield Change(section=section, what=name, kind=ChangeKind.ADDED)
            continue
        for label, was, now in zip(labels[1:], earlier[1:], cells[1:], strict=False):
            if was != now:
                yield _changed(section, f"{name}: {label}", was, now)
    for name in old:
        if name not in new:
            yield Change(section=section, what=name, kind=ChangeKind.REMOVED)


def _rows(table: Table) -> dict[str, list[str]]:
    """The rows by their names, those under a heading by its name too, so that like rows of two groups stay two."""
    found, heading = {}, ""
    for row in table.rows:
        name = row.cells[0].text
        if row.kind == "heading":
            heading = f"{name}: "
        else:
            found[f"{heading}{name}"] = [cell.text for cell in row.cells]
    return found


def _compare_by_table(table_of: Callable[[Any], Table]) -> Callable[[str, Any, Any], Iterator[Change]]:
    """A comparison of charts by the tables that say the same."""

    def compare(section: str, before: Any, after: Any) -> Iterator[Change]:
        return _compare_tables(section, table_of(before), table_of(after))

    return compare


def _compare_charts(section: str, before: Chart, after: Chart) -> Iterator[Change]:
    old, new = _bars(before), _bars(after)
    for name, value in new.items():
        if old.get(name, 0) != value:
            yield _changed(section, f"{after.title}: {name}", str(old.get(name, 0)), str(value))
    for name, value in old.items():
        if name not in new and value:
            yield _changed(section, f"{after.title}: {name}", str(value), "0")


def _bars(chart: Chart) -> dict[str, int]:
    many = len(chart.series) > 1
    return {
        f"{row.label}, {series.label}" if many else row.label: value
        for row in chart.rows
        for series, value in zip(chart.series, row.values, strict=True)
    }


def _compare_register_maps(section: str, before: RegisterMap, after: RegisterMap) -> Iterator[Change]:
    """Cells are matched by their places in words."""
    if before.lead != after.lead:
        yield _changed(section, "Heat map", before.lead, after.lead)
    old, new = heat_map_cells(before), heat_map_cells(after)
    for place in [*new, *(place for place in old if place not in new)]:
        for was, now in zip(old.get(place, ("", "")), new.get(place, ("", "")), strict=True):
            if was != now:
                yield _changed(section, f"{after.told.title}: {place}", was, now)


def _compare_recommendations(section: str, before: Recommendations, after: Recommendations) -> Iterator[Change]:
    old = {item.number: item for item in before.items}
    new = {item.number: item for item in after.items}
    for number, item in new.items():
        what = f"Recommendation {number}"
        if number not in old:
            yield Change(section=section, what=what, kind=ChangeKind.ADDED, after=item.text)
        elif old[number].text != item.text:
            yield _changed(section, what, old[number].text, item.text)
        elif old[number].reason != item.reason:
            yield _changed(section, f"Reason for recommendation {number}", old[number].reason, item.reason)
    for number, item in old.items():
        if number not in new:
            yield Change(section=section, what=f"Recommendation {number}", kind=ChangeKind.REMOVED, before=item.text)


def _compare_nothing(section: str, before: Any, after: Any) -> Iterator[Change]:
    return iter(())


COMPARERS: dict[str, Callable[[str, Any, Any], Iterator[Change]]] = {
    "prose": _compare_prose,
    "figure": _compare_figures,
    "table": _compare_tables,
    "chart": _compare_charts,
    "gantt": _compare_by_table(gantt_table),
    "tornado": _compare_by_table(tornado_table),
    "running_totals": _compare_by_table(running_totals_table),
    "waterfall": _compare_by_table(waterfall_table),
    "cumulative": _compare_by_table(cumulative_table),
    "register_map": _compare_register_maps,
    "recommendations": _compare_recommendations,
    "not_applicable": _compare_nothing,
}
NAMES = {
    "prose": "Text",
    "figure": "Figure",
    "table": "Table",
    "chart": "Chart",
    "gantt": "Route map",
    "tornado": "Chart",
    "running_totals": "Chart",
    "waterfall": "Chart",
    "cumulative": "Chart",
    "register_map": "Heat map",
    "recommendations": "Recommendations",
    "not_applicable": "“Not applicable”",
}
