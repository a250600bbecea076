"""Characters the documents' font lacks are said in words."""

import pytest

from governance.documents.glyphs import name_missing_glyphs


@pytest.mark.parametrize(
    "text", ["Plain text, £24k – “quoted” … ŵ ŷ é ½ × ≥ → ✓", "line\nline\ttab", "non\u00a0breaking\u2011hyphen"]
)
def test_what_the_font_draws_stays(text):
    assert name_missing_glyphs(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("done 🎉", "done [party popper]"),
        ("👍🏽!", "[thumbs up sign][emoji modifier fitzpatrick type-4]!"),
        ("👩\u200d💻", "[woman][personal computer]"),
        ("שלום", "[Hebrew text]"),
        ("مرحبا and 你好", "[Arabic text] and [Chinese text]"),
        ("private \ue000", "private [symbol]"),
        ("joined\u200dup", "joinedup"),
    ],
)
def test_what_it_lacks_is_named(text, shown):
    assert name_missing_glyphs(text) == shown
