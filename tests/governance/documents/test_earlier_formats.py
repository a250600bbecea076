"""Reports frozen in earlier formats, as they were stored and as they were printed then: read and drawn alike."""

import json
import re
from pathlib import Path

import pytest

from governance.documents.errors import SnapshotError
from governance.documents.html import render_html
from governance.documents.snapshot import Snapshot, hash_of
from governance.reports.comparison import compare_snapshots

FORMATS = Path(__file__).parent / "formats"
HASHES = {
    1: "270892d7c1d4fce18793a5d6b6b2ffffecf637390487463e5d9a584ac1f619ca",
    2: "b48dce86a3fd08210bd8488f587ef21c26bbc591ae2d5c77e322a9665fb13725",
    3: "645cce2971d7ac50feb050864cb148fbd37788540c27cc48c11f4951ca6f8935",
    4: "e09d55d9d03086f737b821fcf9ec7d4471310cb618cc1c9a77d331a49a65fe58",
    5: "9a06dc2931a5df4d701f0686814f41564e5a27cf1dc24c35ee19c1e8d30ee82c",
}
each_format = pytest.mark.parametrize("version", HASHES)


def stored(version):
    return json.loads((FORMATS / f"format_{version}.json").read_text(encoding="utf-8"))


def without_spare_space(html):
    """The markup whatever the layout of its templates: space between tags and at their ends says nothing."""
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


@each_format
def test_it_is_printed_as_it_was(version):
    printed = (FORMATS / f"format_{version}.html").read_text(encoding="utf-8")

    assert without_spare_space(render_html(Snapshot.from_dict(stored(version)))) == without_spare_space(printed)


@each_format
def test_it_keeps_its_hash(version):
    assert hash_of(stored(version)) == HASHES[version]


@each_format
def test_frozen_again_in_the_present_format_it_says_the_same(version):
    earlier = Snapshot.from_dict(stored(version))
    now = Snapshot.from_dict(json.loads(json.dumps(earlier.to_dict() | {"schema_version": 6})))

    assert compare_snapshots(before=earlier, after=now) == ()
    assert render_html(now) == render_html(earlier)


@pytest.mark.parametrize(
    ("version", "spoil", "message"),
    [
        (3, lambda block: block.pop("middle"), "blocks[0]: expected the key middle."),
        (4, lambda block: block.update(colour="red"), "blocks[0]: expected no key colour."),
    ],
)
def test_a_fault_in_it_is_named_by_its_place(version, spoil, message):
    data = stored(version)
    spoil(data["sections"][0]["blocks"][0])

    with pytest.raises(SnapshotError) as refused:
        Snapshot.from_dict(data)
    assert refused.value.message.endswith(message)
