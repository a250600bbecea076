"""Nodes → rows of the declared sections. Every fault of form is found here: keys, kinds, what is missing. No database."""

from __future__ import annotations

from collections import Counter
from typing import Any

from programme.file.faults import FaultLog
from programme.file.kinds import Data, Unexpected
from programme.file.nodes import Node, described, place_text
from programme.file.rows import FileRow
from programme.file.sections import FORMAT_VERSION, Field, Section, nested_in, top_sections

VERSION_KEY = "concordat"

FileRows = dict[str, list[FileRow]]


def shape_rows(root: Node, *, faults: FaultLog) -> FileRows:
    """The rows of each section in the file's order; faults of form go to `faults`."""
    if root.kind != "mapping":
        _fault(faults, root, "", f"expected a mapping that begins with “{VERSION_KEY}: {FORMAT_VERSION}”")
        return {}
    _check_version(root, faults)
    sections = {section.name: section for section in top_sections()}
    rows: FileRows = {}
    for name, node in root.value.items():
        if name in sections:
            _shape_section(sections[name], node, rows, faults)
        elif name != VERSION_KEY:
            _fault(faults, node, "", f"no section called {described(name)}; the sections are {', '.join(sections)}")
    for section in top_sections():
        if section.is_single and section.name not in root.value:
            _fault(faults, root, "", f"expected the section {section.name}, which every file needs")
    return rows


def _check_version(root: Node, faults: FaultLog) -> None:
    node = root.value.get(VERSION_KEY)
    if node is None:
        _fault(faults, root, "", f"expected “{VERSION_KEY}: {FORMAT_VERSION}”, the version of the format, on top")
    elif node.value is True or node.value != FORMAT_VERSION:
        _fault(faults, node, VERSION_KEY, f"expected {FORMAT_VERSION}, the version this software reads, not {described(node.data())}")


def _shape_section(section: Section, node: Node, rows: FileRows, faults: FaultLog) -> None:
    if section.is_single:
        _shape_row(section, node, section.name, None, 1, rows, faults)
    else:
        _shape_list(section, node, section.name, None, rows, faults)


def _shape_list(section: Section, node: Node, path: str, parent: FileRow | None, rows: FileRows, faults: FaultLog) -> None:
    if node.kind == "value" and node.value is None:
        return
    if node.kind != "list":
        if node.kind != "bad":
            _fault(faults, node, path, f"expected a list of rows, not {described(node.data())}")
        return
    counts: Counter[tuple[Any, ...]] = Counter()
    for number, item in enumerate(node.value, start=1):
        group = _ordinal_group(section, item)
        counts[group] += 1
        _shape_row(section, item, f"{path} › row {number}", parent, counts[group], rows, faults)


def _ordinal_group(section: Section, item: Node) -> tuple[Any, ...]:
    if item.kind != "mapping":
        return ()
    found = (item.value.get(name) for name in section.ordinal_within)
    return tuple(str(node.value) if node is not None and node.kind == "value" else "" for node in found)


def _shape_row(
    section: Section, node: Node, path: str, parent: FileRow | None, ordinal: int, rows: FileRows, faults: FaultLog
) -> None:
    if node.kind != "mapping":
        if node.kind != "bad":
            _fault(faults, node, path, f"expected a {section.noun} as a mapping of keys, not {described(node.data())}")
        return
    row = FileRow(section, node, path=path, parent=parent, ordinal=ordinal)
    fields = {field.name: field for field in section.fields}
    nested = {found.nested_as: found for found in nested_in(section)}
    for name, value in node.value.items():
        if name in fields:
            row.places[name] = value.place
            _shape_value(row, fields[name], value, faults)
        elif name not in nested:
            row.faulty = True
            known = ", ".join([*fields, *nested])
            _fault(faults, value, path, f"no key {described(name)} in a {section.noun}; its keys are {known}")
    for field in section.fields:
        if field.required and field.name not in node.value:
            row.faulty = True
            _fault(faults, node, row.field_path(field.name), f"expected {field.name}, which every {section.noun} needs")
    rows.setdefault(section.name, []).append(row)
    for name, child in nested.items():
        if name in node.value:
            _shape_list(child, node.value[name], f"{path} › {name}", row, rows, faults)


def _shape_value(row: FileRow, field: Field, node: Node, faults: FaultLog) -> None:
    if node.is_bad:
        row.faulty = True
        return
    data = node.data()
    path = row.field_path(field.name)
    if data is None or data == "":
        row.values[field.name] = None
        if field.required:
            row.faulty = True
            _fault(faults, node, path, f"expected {field.name}, which every {row.section.noun} needs, not nothing")
        return
    try:
        row.values[field.name] = field.kind.read(data)
    except Unexpected as unexpected:
        row.faulty = True
        _fault(faults, node, path, f"expected {unexpected}, not {described(data)}")
        return
    if isinstance(field.kind, Data):
        for steps, expected in field.kind.faults(data):
            row.faulty = True
            inner = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
            _fault(faults, node.at(steps), path + inner, f"expected {expected}")


def _fault(faults: FaultLog, node: Node, path: str, message: str) -> None:
    faults.add(place=place_text(node.place), path=path, message=message)
