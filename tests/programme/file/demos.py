"""The demo programmes, taken in as they stand, and their reports as they would be frozen now."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from governance.documents.content import Block, Cell, Prose, Table
from governance.documents.snapshot import Section, Snapshot
from governance.models import Report
from governance.reports.snapshot import draft_report
from programme.models import Programme
from services.enums import Stage
from services.queries.gates import gate_record
from tests.programme.file.files import take


def take_demo(name: str) -> Programme:
    """The programme of `demo/NAME.yaml`."""
    return take((Path(settings.BASE_DIR) / "demo" / f"{name}.yaml").read_bytes()).programme


def snapshot_of(programme: Programme, code: str) -> Snapshot:
    """A report as it would be frozen now; nothing in it may be wrong."""
    report = Report.objects.get(programme=programme, code=code)
    draft = draft_report(report=report, version=1, actor=None, at=timezone.now())
    assert draft.faults == ()
    return draft.snapshot


def headings_of(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """The number and heading of every section, those within sections after the one they are in."""
    found = []
    for section in sections:
        found += [(section.number, section.heading), *headings_of(section.sections)]
    return found


def blocks_of(snapshot: Snapshot, code: str) -> list[Block]:
    """What stands under a section or an appendix, by the section's code or the appendix's label."""
    for appendix in snapshot.appendices:
        if appendix.label == code:
            return [block for section in appendix.sections for block in section.blocks]
    waiting = list(snapshot.sections)
    while waiting:
        section = waiting.pop(0)
        if section.code == code:
            return list(section.blocks)
        waiting += section.sections
    raise KeyError(code)


def tables_of(snapshot: Snapshot, code: str) -> list[Table]:
    return [block for block in blocks_of(snapshot, code) if isinstance(block, Table)]


def words_of(snapshot: Snapshot, code: str) -> str:
    return "\n\n".join(block.markdown for block in blocks_of(snapshot, code) if isinstance(block, Prose))


def gates_open(programme: Programme, review_code: str, stage: Stage) -> dict[str, bool]:
    """Whether a review may pass each gate before a stage, by the gate's code."""
    review = programme.reviews.get(code=review_code)
    record = gate_record(programme=programme, reviews=[review], day=programme.today)
    return {state.gate.code: state.is_open for state in record.of(review, stages=[stage])}


def texts(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in cells]
