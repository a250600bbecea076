"""What changed between two snapshots of a report: figures, rows of tables, words, recommendations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from governance.documents.content import StoredBlock
from governance.documents.content_kinds import Change, ChangeKind, changed, kind_of
from governance.documents.snapshot import Section, Snapshot
from programme.drawing.bars import Bars
from programme.drawing.lines import Lines


def compare_snapshots(*, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """The differences a reader would see, in the order of the newer report."""
    old, new = _flat(before), _flat(after)
    changes = list(changed("Title", before.report.title, after.report.title))
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
    """Blocks are matched by their kind and their place among their kind; charts by what they are charts of too."""
    old, new = _keyed(before.blocks if before else ()), _keyed(after.blocks)
    for key, block in new.items():
        kind = kind_of(block)
        if key in old:
            yield from (replace(change, section=after.heading) for change in kind.changes(old[key], block))
        elif before is not None:
            yield Change(section=after.heading, what=kind.name, kind=ChangeKind.ADDED)
    for key, block in old.items():
        if key not in new:
            yield Change(section=after.heading, what=kind_of(block).name, kind=ChangeKind.REMOVED)


def _keyed(blocks: tuple[StoredBlock, ...]) -> dict[tuple[str, str, int], StoredBlock]:
    keyed: dict[tuple[str, str, int], StoredBlock] = {}
    places: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        of = (block.kind, block.key if isinstance(block, Bars | Lines) else "")
        keyed[(*of, places[of])] = block
        places[of] += 1
    return keyed
