"""What is written is read again as it was, whatever it is."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from programme.file.faults import FaultLog
from programme.file.json_reader import read_json
from programme.file.yaml_format import read_yaml, write_yaml

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "~",
        "null",
        "yes",
        "no",
        "1",
        "1.0",
        "1e3",
        "0x1",
        "2023-05-01",
        "a: b",
        "- a",
        "a #b",
        "|",
        "x\n\ny\n",
        " a",
        "a\n b",
    ]
)
values = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | texts
documents = st.dictionaries(
    texts, st.recursive(values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
)


@settings(deadline=None)
@given(documents)
def test_yaml_round_trip(data: dict[str, Any]):
    faults = FaultLog()
    node = read_yaml(write_yaml(data), faults=faults)

    assert list(faults) == []
    assert (node.data() if node else {}) == data


@settings(deadline=None)
@given(texts)
def test_text_is_text_to_other_readers(text: str):
    # A day is written plainly for people's sake; other readers may take it for a date, which it is.
    assume(not re.match(r"[0-9]{4}-", text))
    assert YAML(typ="safe", pure=True).load(write_yaml({"a": [text], "b": text})) == {"a": [text], "b": text}


@settings(deadline=None)
@given(documents, st.sampled_from([None, 2]))
def test_json_is_read_as_python_reads_it(data: dict[str, Any], indent: int | None):
    faults = FaultLog()
    node = read_json(json.dumps(data, indent=indent), faults=faults)

    assert list(faults) == []
    assert node is not None
    assert node.data() == data


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_the_readers_fail(text: str):
    for read in (read_yaml, read_json):
        faults = FaultLog()
        node = read(text, faults=faults)
        assert (
            node is not None
            or faults
            or not text.strip()
            or text.lstrip().startswith(("#", "%", "---", "...", "\ufeff"))
        )
