"""The risk register of programme C: 19 rows by likelihood and impact of three levels, of which row 18 has no score."""

from __future__ import annotations

import pytest

from programme.models import Programme
from risks.enums import Axis, RiskStatus, ScoreRule
from risks.models import Assessment, Matrix, RegisterEntry, RiskRegister
from tests.programme.file.demos import snapshot_of, tables_of, take_demo, texts

pytestmark = pytest.mark.django_db

SCORES = {
    "1": (2, 2, 4),
    "2": (2, 2, 4),
    "3": (1, 2, 2),
    "4": (1, 3, 3),
    "5": (2, 2, 4),
    "6": (1, 2, 2),
    "7": (1, 2, 2),
    "8": (2, 2, 4),
    "9": (2, 2, 4),
    "10": (1, 3, 3),
    "11": (1, 3, 3),
    "12": (2, 3, 6),
    "13": (2, 3, 6),
    "14": (2, 3, 6),
    "15": (2, 2, 4),
    "16": (2, 3, 6),
    "17": (2, 3, 6),
    "18": None,
    "19": (2, 3, 6),
}
"""Likelihood, impact and severity by number, as the study prints them in its section 13."""


@pytest.fixture(scope="module")
def taken(module_database: None) -> None:
    take_demo("dartford-sevenoaks")


@pytest.fixture
def programme(taken: None, db: None) -> Programme:
    return Programme.objects.get(code="dartford-sevenoaks")


def entries_of(programme: Programme) -> list[RegisterEntry]:
    entries = RegisterEntry.objects.filter(register__programme=programme)
    return list(entries.select_related("risk", "current__cell__likelihood", "current__cell__impact"))


def score_of(entry: RegisterEntry) -> tuple[int, int, int] | None:
    if entry.current is None:
        return None
    cell = entry.current.cell
    return int(cell.likelihood.label), int(cell.impact.label), int(cell.score)


def test_each_row_has_the_studys_scores(programme: Programme):
    assert RiskRegister.objects.get(programme=programme).code == "project"
    assert {entry.number: score_of(entry) for entry in entries_of(programme)} == SCORES
    assert [entry.number for entry in entries_of(programme)] == [str(number) for number in range(1, 20)]


def test_row_18_stays_unscored(programme: Programme):
    assert Assessment.objects.filter(entry__register__programme=programme).count() == 18
    assert Assessment.objects.filter(entry__number="18").count() == 0
    entry = RegisterEntry.objects.get(register__programme=programme, number="18")
    assert (entry.inherent, entry.current, entry.target) == (None, None, None)


def test_severity_is_the_product_on_three_levels_each(programme: Programme):
    matrix = Matrix.objects.get(register__programme=programme)

    assert (matrix.score_rule, matrix.score_title, matrix.low_is_serious) == (ScoreRule.PRODUCT, "Severity", False)
    for axis in Axis:
        assert list(matrix.levels.filter(axis=axis).values_list("label", "value")) == [("1", 1), ("2", 2), ("3", 3)]
    cells = matrix.cells.values_list("likelihood__value", "impact__value", "score")
    assert {(likelihood, impact): int(score) for likelihood, impact, score in cells} == {
        (likelihood, impact): likelihood * impact for likelihood in (1, 2, 3) for impact in (1, 2, 3)
    }


def test_all_are_open_with_a_strategy_and_two_have_no_action_outstanding(programme: Programme):
    entries = entries_of(programme)

    assert {entry.risk.status for entry in entries} == {RiskStatus.OPEN}
    assert [entry.number for entry in entries if not entry.risk.strategy] == []
    assert [entry.number for entry in entries if not entry.risk.action_outstanding] == ["11", "15"]


def test_the_register_stands_in_the_study_from_the_record(programme: Programme):
    [table] = tables_of(snapshot_of(programme, "study"), "risk-register")
    printed = {texts(row.cells)[0]: texts(row.cells)[2:5] for row in table.rows}

    assert [column.label for column in table.columns] == [
        "No.",
        "Risk",
        "Likelihood",
        "Impact",
        "Severity",
        "Strategy",
        "Action outstanding",
        "Status",
    ]
    assert printed == {
        number: ["—"] * 3 if found is None else [str(part) for part in found] for number, found in SCORES.items()
    }
    assert {texts(row.cells)[7] for row in table.rows} == {"Open"}
    assert table.note == "19 risks, of which 1 unscored."
