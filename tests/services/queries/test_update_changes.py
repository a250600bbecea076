"""What is new in an update, field by field and word by word."""

from programme.values.partial_date import PartialDate
from services.models import ProgressUpdate
from services.queries.updates import LONGEST_WORDS, Piece, differences, fields_said, new_words


def test_new_words_are_marked():
    pieces = list(new_words("The options are compared.", "The three options are compared."))

    assert pieces == [Piece("The ", False), Piece("three ", True), Piece("options are compared.", False)]


def test_a_long_text_is_not_compared_word_by_word():
    assert list(new_words("a", "word " * (LONGEST_WORDS + 1))) == []


def test_spaces_alone_are_no_change():
    before = ProgressUpdate(help_wanted="A  decision.\n")
    now = ProgressUpdate(help_wanted="A decision.")

    assert [field.name for field in fields_said(now, before=before) if field.is_changed] == []


def test_nothing_is_changed_in_the_first_update():
    now = ProgressUpdate(help_wanted="A decision.")

    assert [field.is_changed for field in fields_said(now, before=None)] == [False] * 7


def test_only_fields_that_differ_stand_side_by_side():
    theirs = ProgressUpdate(rag="red", help_wanted="A", business_case_expected=PartialDate.month(2023, 5))
    mine = {"rag": "", "help_wanted": "A", "business_case_expected": PartialDate.month(2023, 6)}

    assert [(found.name, found.theirs, found.mine) for found in differences(theirs=theirs, mine=mine)] == [
        ("rag", "Red", "Unrated"),
        ("business_case_expected", "May 2023", "June 2023"),
    ]
