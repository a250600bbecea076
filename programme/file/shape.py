"""Nodes → rows of the declared sections. Faults of form are found here: keys, kinds, what is missing. No database."""

from __future__ import annotations

from collections import Counter
from typing import Any

from programme.file.computed import COMPUTED
from programme.file.faults import FaultLog
from programme.file.kinds import Data, Unexpected
from programme.file.nodes import Node, described, place_text
from programme.file.rows import FileRow
from programme.file.sections import FORMAT_VERSION, Field, Section, nested_in, top_sections

VERSION_KEY = "concordat"

FileRows = dict[str, list[FileRow]]


def shape_rows(root: Node, *, faults: FaultLog) -> FileRows:
    """The rows of each section in the file's order; faults of form go to `faults`."""
    shaper = _Shaper(faults)
    shaper.take_document(root)
    return shaper.rows


class _Shaper:
    def __init__(self, faults: FaultLog) -> None:
        self.rows: FileRows = {}
        self.faults = faults
        self._counts: dict[str, Counter[tuple[Any, ...]]] = {}

    def take_document(self, root: Node) -> None:
        if root.kind != "mapping":
            self._fault(root, "", f"expected a mapping that begins with “{VERSION_KEY}: {FORMAT_VERSION}”")
            return
        self._check_version(root)
        sections = {section.name: section for section in top_sections()}
        for name, node in root.value.items():
            if name in sections:
                self._take_section(sections[name], node)
            elif name not in (VERSION_KEY, COMPUTED):
                known = ", ".join(sections)
                self._fault(node, "", f"no section called {described(name)}; the sections are {known}")
        for section in sections.values():
            if section.is_single and section.name not in root.value:
                self._fault(root, "", f"expected the section {section.name}, which every file needs")

    def _check_version(self, root: Node) -> None:
        node = root.value.get(VERSION_KEY)
        if node is None:
            message = f"expected “{VERSION_KEY}: {FORMAT_VERSION}”, the version of the format, on top"
            self._fault(root, "", message)
        elif node.value is True or node.value != FORMAT_VERSION:
            message = f"expected {FORMAT_VERSION}, the version this software reads, not {described(node.data())}"
            self._fault(node, VERSION_KEY, message)

    def _take_section(self, section: Section, node: Node) -> None:
        if section.is_single:
            self._take_row(section, node, path=section.name, parent=None, ordinal=1)
        else:
            self._take_list(section, node, path=section.name, parent=None)

    def _take_list(self, section: Section, node: Node, *, path: str, parent: FileRow | None) -> None:
        if node.kind == "value" and node.value is None:
            return
        if node.kind != "list":
            if node.kind != "bad":
                self._fault(node, path, f"expected a list of rows, not {described(node.data())}")
            return
        counts = self._counts.setdefault(section.name, Counter()) if section.ordinal_across else Counter()
        for number, item in enumerate(node.value, start=1):
            group = _ordinal_group(section, item)
            counts[group] += 1
            self._take_row(section, item, path=f"{path} › row {number}", parent=parent, ordinal=counts[group])

    def _take_row(self, section: Section, node: Node, *, path: str, parent: FileRow | None, ordinal: int) -> None:
        if node.kind != "mapping":
            if node.kind != "bad":
                message = f"expected {section.a_noun} as a mapping of keys, not {described(node.data())}"
                self._fault(node, path, message)
            return
        row = FileRow(section, node, path=path, parent=parent, ordinal=ordinal)
        fields = {field.name: field for field in section.fields}
        nested = {found.nested_as: found for found in nested_in(section)}
        for name, value in node.value.items():
            if name in fields:
                row.places[name] = value.place
                self._take_value(row, fields[name], value)
            elif name not in nested:
                row.faulty = True
                known = ", ".join([*fields, *nested])
                self._fault(value, path, f"no key {described(name)} in {section.a_noun}; its keys are {known}")
        for field in section.fields:
            if field.required and field.name not in node.value:
                row.faulty = True
                message = f"expected {field.name}, which every {section.noun} needs"
                self._fault(node, row.field_path(field.name), message)
        self.rows.setdefault(section.name, []).append(row)
        for name, child in nested.items():
            if name in node.value:
                self._take_list(child, node.value[name], path=f"{path} › {name}", parent=row)

    def _take_value(self, row: FileRow, field: Field, node: Node) -> None:
        if node.is_bad:
            row.faulty = True
            return
        data = node.data()
        path = row.field_path(field.name)
        if data is None or data == "":
            row.values[field.name] = None
            if field.required:
                row.faulty = True
                self._fault(node, path, f"expected {field.name}, which every {row.section.noun} needs, not nothing")
            return
        try:
            row.values[field.name] = field.kind.read(data)
        except Unexpected as unexpected:
            row.faulty = True
            self._fault(node, path, f"expected {unexpected}, not {described(data)}")
            return
        if isinstance(field.kind, Data):
            for steps, expected in field.kind.faults(data):
                row.faulty = True
                inner = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
                self._fault(node.at(steps), path + inner, f"expected {expected}")

    def _fault(self, node: Node, path: str, message: str) -> None:
        self.faults.add(place=place_text(node.place), path=path, message=message)


def _ordinal_group(section: Section, item: Node) -> tuple[Any, ...]:
    """Rows are numbered apart in each group, for example the reviews of each phase."""
    if item.kind != "mapping":
        return ()
    found = (item.value.get(name) for name in section.ordinal_within)
    return tuple(str(node.value) if node is not None and node.kind == "value" else "" for node in found)
