"""The page on which a matrix is made: its fields, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from programme.errors import ChangedByAnother, NotAllowed
from risks.domain.matrix import BandDraft, CellDraft, LevelDraft, MatrixDraft, MatrixFaulty, write_matrix
from risks.enums import Axis, BandColour, ScoreRule
from risks.forms.matrix_state import BAND_PARTS, LEVEL_PARTS, MOST_BANDS, MatrixState, rule_of
from risks.models import Matrix, MatrixLevel, RiskRegister
from risks.rules.matrix import FEWEST_LEVELS, MOST_LEVELS
from services.forms.fields import LineField

YES_NO = {"yes": True, "no": False}
DIRECTIONS = [("no", "A higher score is more serious"), ("yes", "A lower score is more serious")]
PAIRS = [("no", "Likelihood first"), ("yes", "Impact first")]
BY_NUMBERS = (ScoreRule.PRODUCT.value, ScoreRule.SUM.value)
HIGHEST = 1_000
"""The highest number of a level; of a cell it is its square."""


class FigureField(forms.IntegerField):
    """A whole number that may be left empty."""

    def __init__(self, *, highest: int, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3", "autocomplete": "off"})
        sentence = f"Enter a whole number from 0 to {highest}."
        super().__init__(
            **{
                "min_value": 0,
                "max_value": highest,
                "required": False,
                "widget": widget,
                "error_messages": {"invalid": sentence, "min_value": sentence, "max_value": sentence},
                **options,
            }
        )


@dataclass(frozen=True)
class LevelFields:
    """A level as the page draws it."""

    place: int
    label: forms.BoundField
    name: forms.BoundField
    value: forms.BoundField
    meaning: forms.BoundField


@dataclass(frozen=True)
class BandFields:
    """A band as the page draws it."""

    place: int
    name: forms.BoundField
    colour: forms.BoundField
    meaning: forms.BoundField


@dataclass(frozen=True)
class CellFields:
    """A cell as the page draws it. `colour` of the band that is chosen."""

    band: forms.BoundField
    tolerated: forms.BoundField
    number: forms.BoundField
    colour: str
    is_tolerated: bool


class MatrixForm(forms.Form):
    """A matrix of as many levels and bands as its state has. Unbound it shows the state as typed, without a word of
    what is wrong; bound (`checks`) it says so."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32_000)
    note = LineField(label="Why it is changed", limit=1_000, required=False, help_text="Shown with the version.")
    likelihood_title = LineField(label="Title of the likelihood axis", limit=40, size="govuk-input--width-20")
    impact_title = LineField(label="Title of the impact axis", limit=40, size="govuk-input--width-20")
    score_title = LineField(
        label="Title of the score", limit=40, size="govuk-input--width-20", help_text="For example Score or Rating."
    )
    score_rule = forms.ChoiceField(label="How a cell is scored", choices=ScoreRule.choices, widget=forms.RadioSelect)
    low_is_serious = forms.ChoiceField(
        label="Which way the score counts",
        choices=DIRECTIONS,
        widget=forms.RadioSelect,
        help_text="Of a pair the order of the levels says it.",
    )
    impact_first = forms.ChoiceField(label="What a pair names first", choices=PAIRS, widget=forms.RadioSelect)

    def __init__(self, state: MatrixState, *, checks: bool = False, is_first: bool = False) -> None:
        self.state = state
        self.is_changed_by_another = False
        data = state.data()
        super().__init__(data if checks else None, initial=data)
        self.fields["note"].required = not is_first
        for axis in Axis:
            for place in range(len(state.levels[axis])):
                self._add_level(axis, place)
        for place in range(len(state.bands)):
            self._add_band(place)
        choices = [(str(place), band["name"] or f"Band {place + 1}") for place, band in enumerate(state.bands)]
        for row, column in self._places():
            self._add_cell(row, column, choices)

    def _add_level(self, axis: Axis, place: int) -> None:
        stem, of = f"{axis.value}-{place}", f"{axis.label}, level {place + 1}"
        self.fields[f"{stem}-label"] = LineField(label=f"{of}: label", limit=20, size="govuk-input--width-5")
        self.fields[f"{stem}-name"] = LineField(label=f"{of}: name", limit=60, required=False)
        self.fields[f"{stem}-value"] = FigureField(label=f"{of}: number", highest=HIGHEST)
        self.fields[f"{stem}-meaning"] = LineField(label=f"{of}: meaning", limit=500, required=False)

    def _add_band(self, place: int) -> None:
        of = f"Band {place + 1}"
        self.fields[f"band-{place}-name"] = LineField(label=f"{of}: name", limit=40, size="govuk-input--width-10")
        self.fields[f"band-{place}-colour"] = forms.ChoiceField(label=f"{of}: colour", choices=BandColour.choices)
        self.fields[f"band-{place}-meaning"] = LineField(label=f"{of}: what has to be done", limit=500, required=False)

    def _add_cell(self, row: int, column: int, choices: list[tuple[str, str]]) -> None:
        likelihood = self.state.levels[Axis.LIKELIHOOD][row]["label"] or f"level {row + 1}"
        impact = self.state.levels[Axis.IMPACT][column]["label"] or f"level {column + 1}"
        stem, of = f"cell-{row}-{column}", f"Likelihood {likelihood}, impact {impact}"
        self.fields[f"{stem}-band"] = forms.ChoiceField(label=f"{of}: band", choices=choices)
        self.fields[f"{stem}-tolerated"] = forms.BooleanField(label=f"{of}: tolerated", required=False)
        self.fields[f"{stem}-number"] = FigureField(
            label=f"{of}: number",
            highest=HIGHEST**2,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"})
            if self.is_ranked
            else forms.HiddenInput(),
        )

    @property
    def is_ranked(self) -> bool:
        """Whether each cell has a number of its own."""
        return rule_of(self.state) == ScoreRule.RANKED

    @property
    def by_numbers(self) -> bool:
        """Whether scores are made of the numbers of levels."""
        return rule_of(self.state) in BY_NUMBERS

    # What the page draws

    @property
    def axes(self) -> list[tuple[Axis, list[LevelFields], bool, bool]]:
        """Each axis with its levels from the least serious, and whether there may be more and fewer."""
        return [
            (axis, self._levels(axis), len(levels) < MOST_LEVELS, len(levels) > FEWEST_LEVELS)
            for axis, levels in self.state.levels.items()
        ]

    @property
    def bands(self) -> list[BandFields]:
        """The bands from the least serious."""
        return [
            BandFields(place, *(self[f"band-{place}-{part}"] for part in BAND_PARTS))
            for place in range(len(self.state.bands))
        ]

    @property
    def can_add_band(self) -> bool:
        """Whether there may be one more."""
        return len(self.state.bands) < MOST_BANDS

    @property
    def columns(self) -> list[str]:
        """What stands over the columns: the impacts from the least serious."""
        return [_heading(level, place) for place, level in enumerate(self.state.levels[Axis.IMPACT])]

    @property
    def rows(self) -> list[tuple[str, list[CellFields]]]:
        """The rows of the grid, the likeliest first."""
        levels = self.state.levels[Axis.LIKELIHOOD]
        return [
            (
                _heading(levels[row], row),
                [self._cell(row, column) for column in range(len(self.state.levels[Axis.IMPACT]))],
            )
            for row in reversed(range(len(levels)))
        ]

    def _levels(self, axis: Axis) -> list[LevelFields]:
        return [
            LevelFields(place, *(self[f"{axis.value}-{place}-{part}"] for part in LEVEL_PARTS))
            for place in range(len(self.state.levels[axis]))
        ]

    def _cell(self, row: int, column: int) -> CellFields:
        stem, said = f"cell-{row}-{column}", self.state.cells[row][column]
        band = next((one for place, one in enumerate(self.state.bands) if str(place) == said["band"]), None)
        known = band is not None and band["colour"] in BandColour.values
        return CellFields(
            band=self[f"{stem}-band"],
            tolerated=self[f"{stem}-tolerated"],
            number=self[f"{stem}-number"],
            colour=band["colour"] if band is not None and known else "unscored",
            is_tolerated=bool(said["tolerated"]),
        )

    # What is wrong, and what is saved

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for axis in Axis:
            self._check_levels(axis, given)
        self._check_bands(given)
        if self.is_ranked:
            for row, column in self._places():
                name = f"cell-{row}-{column}-number"
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, "Enter the number of this cell.")
        return given

    def _check_levels(self, axis: Axis, given: dict[str, Any]) -> None:
        seen: set[str] = set()
        for place in range(len(self.state.levels[axis])):
            stem = f"{axis.value}-{place}"
            label = given.get(f"{stem}-label")
            if label is None:
                continue
            if "/" in label:
                self.add_error(f"{stem}-label", MatrixLevel.rules["matrix_level_label_without_stroke"].sentence)
            if label in seen:
                self.add_error(f"{stem}-label", f"Another level has the label “{label}”. Give each its own.")
            seen.add(label)
            if self.by_numbers and given.get(f"{stem}-value") is None and f"{stem}-value" not in self.errors:
                if label.isdecimal() and int(label) <= HIGHEST:
                    given[f"{stem}-value"] = int(label)
                else:
                    self.add_error(f"{stem}-value", "Enter the number that scores are made of.")

    def _check_bands(self, given: dict[str, Any]) -> None:
        seen: set[str] = set()
        for place in range(len(self.state.bands)):
            name = given.get(f"band-{place}-name")
            if name is not None and name in seen:
                self.add_error(f"band-{place}-name", f"Another band is called “{name}”. Give each its own name.")
            seen.add(name or "")

    def draft(self) -> MatrixDraft:
        """The matrix of a form without errors."""
        given = self.cleaned_data
        levels = {
            axis: tuple(
                LevelDraft(**{part: given[f"{axis.value}-{place}-{part}"] for part in LEVEL_PARTS})
                for place in range(len(found))
            )
            for axis, found in self.state.levels.items()
        }
        bands = tuple(
            BandDraft(
                name=given[f"band-{place}-name"],
                colour=BandColour(given[f"band-{place}-colour"]),
                meaning=given[f"band-{place}-meaning"],
            )
            for place in range(len(self.state.bands))
        )
        return MatrixDraft(
            likelihood=levels[Axis.LIKELIHOOD],
            impact=levels[Axis.IMPACT],
            bands=bands,
            cells={
                (levels[Axis.LIKELIHOOD][row].label, levels[Axis.IMPACT][column].label): self._drawn(row, column, bands)
                for row, column in self._places()
            },
            score_rule=ScoreRule(given["score_rule"]),
            low_is_serious=YES_NO[given["low_is_serious"]],
            impact_first=YES_NO[given["impact_first"]],
            likelihood_title=given["likelihood_title"],
            impact_title=given["impact_title"],
            score_title=given["score_title"],
            note=given["note"],
        )

    def save(self, *, register: RiskRegister, draft: MatrixDraft, actor: Any, at: datetime) -> Matrix | None:
        """Write the draft as the register's next matrix; None where it is refused, with the sentences in the form."""
        try:
            return write_matrix(
                register=register, draft=draft, seen_version=self.cleaned_data["seen_version"], actor=actor, at=at
            )
        except NotAllowed:
            raise
        except MatrixFaulty as error:
            for where, sentence in error.faults:
                self.add_error(None, f"{where.capitalize()}: {sentence}.")
        except ChangedByAnother as error:
            self.add_error(None, error.message)
            self.is_changed_by_another = True
            now = register.matrices.order_by("-version").values_list("version", flat=True)[0]
            self.data = {**self.data, "seen_version": str(now)}
        return None

    def _drawn(self, row: int, column: int, bands: tuple[BandDraft, ...]) -> CellDraft:
        stem, given = f"cell-{row}-{column}", self.cleaned_data
        return CellDraft(
            band=bands[int(given[f"{stem}-band"])].name,
            is_tolerated=given[f"{stem}-tolerated"],
            number=given[f"{stem}-number"] if self.is_ranked else None,
        )

    def _places(self) -> Iterator[tuple[int, int]]:
        for row in range(len(self.state.levels[Axis.LIKELIHOOD])):
            for column in range(len(self.state.levels[Axis.IMPACT])):
                yield row, column


def _heading(level: Mapping[str, str], place: int) -> str:
    """What stands beside a row or over a column of the grid."""
    return " ".join(part for part in (level["label"], level["name"]) if part) or f"Level {place + 1}"
