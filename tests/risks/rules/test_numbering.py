"""Which number a register gives next."""

import pytest

from risks.rules.numbering import next_number


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "1"),
        (["1", "2", "5"], "6"),
        (["9", "10"], "11"),
        (["R1", "R12", "R7"], "R13"),
        (["FIN/03", "FIN/09"], "FIN/10"),
        (["WV-099"], "WV-100"),
        (["R1", "R2", "O7"], "R3"),
        (["A", "B"], "1"),
        (["7a", "3"], "4"),
        (["1" * 12], "1" * 11 + "2"),
        (["9" * 20], ""),
    ],
)
def test_next_number(given, expected):
    assert next_number(given) == expected


def test_first_where_nothing_counts():
    assert next_number([], first="I1") == "I1"
