"""The markup of a select: what is chosen, what is grouped, and what a name may hold."""

from __future__ import annotations

from django.forms import ChoiceField, Form

CHOICES = [("", "All"), ("%s", "50 % <of> Ashmere"), ("Phase 1", [("2", "Second"), (3, "Third")])]


class ExampleForm(Form):
    review = ChoiceField(choices=CHOICES, required=False)


def options_of(chosen: str) -> str:
    markup = str(ExampleForm({"review": chosen})["review"])
    return markup[markup.index(">") + 1 : markup.rindex("</select>")]


def test_every_option_is_written_with_its_label_escaped():
    assert options_of("") == (
        '<option value="" selected>All</option><option value="%s">50 % &lt;of&gt; Ashmere</option>'
        '<optgroup label="Phase 1"><option value="2">Second</option><option value="3">Third</option></optgroup>'
    )


def test_the_one_that_is_chosen_is_selected():
    assert '<option value="3" selected>Third</option>' in options_of("3")
