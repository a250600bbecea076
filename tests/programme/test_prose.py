"""Prose: Markdown to safe HTML, whatever is typed."""

import time

import pytest

from programme.wording.prose import LONGEST_MARKDOWN, clean_html, plain_text, render_inline_prose, render_prose


def html(text: str, **options: int) -> str:
    return str(render_prose(text, **options)).replace("\n", "").strip()


class TestForm:
    def test_paragraphs_and_emphasis(self):
        assert (
            html("One **bold** word.\n\nAnother _paragraph_.")
            == "<p>One <strong>bold</strong> word.</p><p>Another <em>paragraph</em>.</p>"
        )

    def test_nothing_typed_gives_nothing(self):
        assert render_prose(" \n\t\n") == ""
        assert plain_text("") == ""

    def test_the_highest_heading_takes_the_base_level_and_none_is_skipped(self):
        assert html("# A\n\n### B\n\n###### C\n\n# D") == "<h3>A</h3><h4>B</h4><h5>C</h5><h3>D</h3>"
        assert html("### A\n\n# B", base_level=2) == "<h2>A</h2><h2>B</h2>"

    def test_a_heading_too_deep_to_number_is_bold(self):
        assert html("# A\n\n## B\n\n### C", base_level=5) == "<h5>A</h5><h6>B</h6><p><strong>C</strong></p>"

    def test_a_heading_in_a_quotation_is_bold(self):
        assert html("> # Quoted\n> words") == "<blockquote><p><strong>Quoted</strong></p><p>words</p></blockquote>"

    def test_an_item_of_several_paragraphs_holds_text_and_line_breaks(self):
        assert html("- a\n\n  b\n\n- c") == "<ul><li>a<br>b</li><li>c</li></ul>"

    def test_lists_within_lists_stay(self):
        assert html("1. a\n   - b\n2. c") == "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"

    def test_blocks_inside_an_item_become_its_text(self):
        shown = html("- > quoted\n\n      kept\n\n  # Heading\n\n  ---\n\n  last")
        assert shown == "<ul><li>quoted<br>kept<br><strong>Heading</strong><br>last</li></ul>"

    def test_a_table_inside_a_list_follows_the_list(self):
        shown = html("- a\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |\n\n- b")
        assert shown.index("<li>b</li></ul>") < shown.index("<table>")

    def test_ragged_rows_are_squared_and_headers_have_a_scope(self):
        shown = html("| a | b |\n|---|--:|\n| 1 |\n| 1 | 2 | 3 |")
        assert shown == (
            '<div class="prose-table" role="region" aria-label="Table" tabindex="0"><table><thead><tr>'
            '<th scope="col">a</th><th class="prose-end" scope="col">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td class="prose-end"></td></tr>'
            '<tr><td>1</td><td class="prose-end">2</td></tr></tbody></table></div>'
        )

    def test_a_table_too_wide_for_a_page_becomes_paragraphs(self):
        shown = html("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|b" * 60 + "|")
        assert shown == f"<p>{' '.join('a' * 60)}</p><p>{' '.join('b' * 60)}</p>"

    def test_a_list_may_start_at_any_number(self):
        assert html("7. a\n8. b") == '<ol start="7"><li>a</li><li>b</li></ol>'


class TestLinks:
    def test_web_and_mail_links_stay(self):
        assert html("[paper](https://council.example/a?b=1&c=2)") == (
            '<p><a href="https://council.example/a?b=1&amp;c=2" rel="noopener noreferrer">paper</a></p>'
        )
        assert html("[write](mailto:clerk@council.example)") == (
            '<p><a href="mailto:clerk@council.example" rel="noopener noreferrer">write</a></p>'
        )

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "&#106;avascript:alert(1)",
            "java%0ascript:alert(1)",
            "vbscript:x",
            "file:///etc/passwd",
            "data:text/html,x",
            "//elsewhere.example",
            "/programmes/",
            "#top",
            "http:",
            "ftp://elsewhere.example",
        ],
    )
    def test_any_other_link_leaves_its_words(self, address):
        assert html(f"[words]({address})") == "<p>words</p>"

    def test_a_link_holds_text_only(self):
        shown = html("[a **b** ![c](http://x.example/i.png)](https://council.example)")
        assert shown == '<p><a href="https://council.example" rel="noopener noreferrer">a b [Picture: c]</a></p>'

    def test_a_link_without_words_shows_its_address(self):
        assert (
            html("[](https://council.example)")
            == '<p><a href="https://council.example" rel="noopener noreferrer">https://council.example</a></p>'
        )


class TestHostileInput:
    @pytest.mark.parametrize(
        "address", ["http://x.example/i.png", "file:///etc/passwd", "data:image/svg+xml;base64,PHN2Zz4=", "i.png"]
    )
    def test_a_picture_is_its_description_and_nothing_is_fetched(self, address):
        assert html(f"See ![the map]({address}).") == "<p>See [Picture: the map].</p>"
        assert html(f"![]({address})") == "<p></p>"

    def test_raw_html_is_shown_not_obeyed(self):
        assert html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        assert html("a <img src=x onerror=alert(1)> b") == "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>"
        assert html("<!-- hidden -->") == "<p>&lt;!-- hidden --&gt;</p>"

    def test_characters_that_print_nothing_or_turn_the_text_are_taken_out(self):
        assert html("a\x00b \u202etxt.exe\u202c zero\u200bwidth\ufeff \u2066x\u2069") == "<p>ab txt.exe zerowidth x</p>"

    def test_right_to_left_words_stay(self):
        assert html("שלום مرحبا") == "<p>שלום مرحبا</p>"

    def test_half_a_surrogate_pair_is_taken_out(self):
        assert html("a\ud83db") == "<p>ab</p>"

    @pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
    def test_a_thousand_levels_keep_their_words(self, mark):
        shown = html(mark * 1000 + "deep words")
        assert "deep words" in shown
        assert shown.count("<blockquote>") + shown.count("<li>") <= 12

    def test_a_broken_table_is_text(self):
        assert html("| a | b\n|---\nc") == "<p>| a | b|---c</p>"

    def test_a_megabyte_is_shown_as_typed(self):
        text = "word **not bold** " * 60_000
        assert len(text) > LONGEST_MARKDOWN
        assert html(text) == f"<p>{text.strip()}</p>"

    @pytest.mark.parametrize(
        "text",
        [
            "[" * 99_000,
            "![[" * 33_000,
            "*a " * 33_000,
            "|a|\n|-|\n" * 12_000,
            "<" * 99_000,
            "`a" * 49_000,
            "- a\n\n  b\n" * 9_000,
        ],
    )
    def test_text_made_to_be_slow_is_done_in_seconds(self, text):
        began = time.process_time()
        render_prose(text)
        assert time.process_time() - began < 10


class TestForeignHtml:
    def test_form_rules_hold(self):
        shown = clean_html(
            "<dl><div><dt>a</dt><dd><p>b</p></dd></div></dl>"
            '<p style="x" onclick="y" title="z">c</p><iframe src="x">d</iframe>'
        )
        assert shown == "<dl><dt>a</dt><dd>b</dd></dl><p>c</p>d"

    def test_text_outside_any_element_stays_escaped(self):
        assert clean_html("1 &lt; 2 <b>x</b>") == "1 &lt; 2 x"


class TestPlainText:
    def test_one_line_for_each_block(self):
        assert plain_text(
            "# Title\n\nSome **bold** [link](https://x.example).\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |"
        ) == ("Title\nSome bold link.\na\nb\nx y\n1 2")


class TestInsideACell:
    def test_one_paragraph_is_bare_and_several_stand_apart(self):
        assert render_inline_prose("One **two**.") == "One <strong>two</strong>."
        assert render_inline_prose("One.\n\nTwo.").replace("\n", "") == "One.<br>Two."

    def test_lists_stay_and_every_other_block_becomes_text(self):
        shown = render_inline_prose("# Heading\n\ntext\n\n- a\n- b\n\n> quoted\n\n| x | y |\n|---|---|\n| 1 | 2 |")
        assert shown.replace("\n", "") == (
            "<strong>Heading</strong><br>text<ul><li>a</li><li>b</li></ul>quoted<br>x y<br>1 2"
        )

    def test_nothing_gives_nothing(self):
        assert render_inline_prose("") == ""
