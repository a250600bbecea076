"""The snapshot: plain data, strict reading, one hash for one content."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest

from governance.documents.content import Figure, Prose
from governance.documents.errors import SnapshotError
from governance.documents.snapshot import SCHEMA_VERSION, Section, Snapshot
from tests.governance.documents import samples


@pytest.mark.parametrize("style", samples.STYLES)
def test_reads_back_what_it_wrote(style):
    snapshot = samples.snapshot(style)
    assert Snapshot.from_dict(json.loads(json.dumps(snapshot.to_dict()))) == snapshot


def test_the_same_content_has_the_same_hash_whatever_the_order_it_was_stored_in():
    snapshot = samples.snapshot()
    backwards = dict(reversed(snapshot.to_dict().items()))
    assert Snapshot.from_dict(backwards).content_hash == snapshot.content_hash
    assert len(snapshot.content_hash) == 64


def test_a_changed_word_changes_the_hash():
    snapshot = samples.snapshot()
    changed = replace(snapshot, report=replace(snapshot.report, title="Another title"))
    assert changed.content_hash != snapshot.content_hash


def test_canonical_json_is_sorted_and_unspaced():
    text = samples.snapshot().canonical_json()
    assert text.startswith('{"appendices":[{"label":"Appendix 1","sections":[{"blocks":[{"kind":"prose"')


def test_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        samples.snapshot().report = None  # type: ignore[misc]


def test_characters_that_cannot_be_stored_are_left_out():
    section = Section(heading="Bud\x00get", blocks=(Prose(markdown="a\ud83db"),))
    data = samples.snapshot(sections=(section,)).to_dict()["sections"][0]
    assert (data["heading"], data["blocks"][0]["markdown"]) == ("Budget", "ab")


def test_an_amount_that_is_not_text_is_refused():
    section = Section(heading="Budget", blocks=(Figure(sentence="Spent.", value=1.5),))  # type: ignore[arg-type]
    with pytest.raises(SnapshotError, match="cannot hold a float"):
        samples.snapshot(sections=(section,)).to_dict()


def test_another_schema_version_is_refused():
    data = samples.snapshot().to_dict() | {"schema_version": SCHEMA_VERSION + 1}
    with pytest.raises(SnapshotError, match="frozen in format 7; this software reads formats up to 6"):
        Snapshot.from_dict(data)


@pytest.mark.parametrize("data", [None, [], "x", {}, {"schema_version": True}])
def test_anything_else_is_refused(data):
    with pytest.raises(SnapshotError):
        Snapshot.from_dict(data)


def _without(data, key):
    del data[key]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: _without(data, "report"), "snapshot: expected the key report."),
        (lambda data: data.update(extra=1), "snapshot: expected no key extra."),
        (lambda data: data["report"].update(version="2"), "snapshot.report.version: expected a value of type int."),
        (lambda data: data["report"].update(version=True), "snapshot.report.version: expected a value of type int."),
        (lambda data: data.update(as_at="soon"), "snapshot.as_at: expected a datetime such as 2023-01-31."),
        (lambda data: data.update(sections={}), "snapshot.sections: expected a list."),
        (
            lambda data: data["sections"][0]["blocks"][0].update(kind="poem"),
            'snapshot.sections[0].blocks[0]: expected an object whose "kind" is one of '
            "bars, chart, cumulative, figure, gantt, lines, not_applicable, prose, recommendations, register_map, "
            "running_totals, table, tornado, waterfall.",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(spoil, message):
    data = samples.snapshot().to_dict()
    spoil(data)
    with pytest.raises(SnapshotError) as refused:
        Snapshot.from_dict(data)
    assert refused.value.message == message


def test_moments_keep_their_offset():
    moment = datetime(2023, 1, 31, 17, 0, tzinfo=UTC)
    assert samples.snapshot().to_dict()["as_at"] == "2023-01-31T17:00:00+00:00"
    assert Snapshot.from_dict(samples.snapshot().to_dict()).as_at == moment
