"""How the matrix of a register is written: each time as its next version, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from programme.errors import ChangedByAnother, DomainError
from programme.models import User
from programme.permissions import check_permission
from risks.enums import Axis, BandColour, ScoreRule
from risks.models import Matrix, MatrixBand, MatrixCell, MatrixLevel, RiskRegister
from risks.rules.matrix import CellGiven, Level, Place, Scheme, faults_of, score_cells


@dataclass(frozen=True, kw_only=True)
class LevelDraft:
    """A step of an axis as it was entered; the list it stands in goes from the least serious."""

    label: str
    name: str = ""
    meaning: str = ""
    value: int | None = None


@dataclass(frozen=True, kw_only=True)
class BandDraft:
    """A band as it was entered; the list it stands in goes from the least serious."""

    name: str
    colour: BandColour
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class CellDraft:
    """A cell as it was entered: its band by name, whether a risk there is tolerated, and its number where ranked."""

    band: str
    is_tolerated: bool = False
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class MatrixDraft:
    """A whole matrix as it was entered. `cells` by (likelihood label, impact label)."""

    likelihood: tuple[LevelDraft, ...]
    impact: tuple[LevelDraft, ...]
    bands: tuple[BandDraft, ...]
    cells: Mapping[Place, CellDraft]
    score_rule: ScoreRule = ScoreRule.PRODUCT
    low_is_serious: bool = False
    impact_first: bool = False
    likelihood_title: str = "Likelihood"
    impact_title: str = "Impact"
    score_title: str = "Score"
    note: str = ""

    @property
    def scheme(self) -> Scheme:
        """What the rules of scoring need of it."""
        return Scheme(
            likelihood=_levels(self.likelihood),
            impact=_levels(self.impact),
            score_rule=self.score_rule,
            low_is_serious=self.low_is_serious,
            impact_first=self.impact_first,
        )

    def given(self) -> dict[Place, CellGiven]:
        """What is chosen of each cell whose band there is."""
        positions = {band.name: position for position, band in enumerate(self.bands, 1)}
        return {
            place: CellGiven(band=positions[cell.band], number=cell.number)
            for place, cell in self.cells.items()
            if cell.band in positions
        }


class MatrixFaulty(DomainError):
    """A matrix is whole before risks are scored by it. `faults` has every sentence, by the part it is about."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{where}: {sentence}" for where, sentence in faults))
        self.faults = faults


@transaction.atomic
def write_matrix(
    *, register: RiskRegister, draft: MatrixDraft, seen_version: int, actor: User | None, at: datetime
) -> Matrix:
    """Write the register's next matrix. `seen_version` is the one that the person changed (0: there was none).

    Assessments keep the version they were made by. `actor` None is the operator. Raises MatrixFaulty, ChangedByAnother,
    NotAllowed.
    """
    register = RiskRegister.objects.select_for_update().get(pk=register.pk)
    if actor is not None:
        check_permission(actor, "risks.change_register", register)
    latest = register.matrices.order_by("-version").values_list("version", flat=True).first() or 0
    if latest != seen_version:
        raise ChangedByAnother.while_open("the matrix")
    faults = [*_faults_of_bands(draft), *faults_of(draft.scheme, draft.given())]
    if faults:
        raise MatrixFaulty(faults)
    matrix = Matrix.objects.create(
        register=register,
        version=latest + 1,
        likelihood_title=draft.likelihood_title,
        impact_title=draft.impact_title,
        score_title=draft.score_title,
        score_rule=draft.score_rule,
        low_is_serious=draft.low_is_serious,
        impact_first=draft.impact_first,
        note=draft.note,
        created_by=actor,
        created_at=at,
    )
    _write_parts(matrix, draft)
    return matrix


def _write_parts(matrix: Matrix, draft: MatrixDraft) -> None:
    levels = {
        axis: {
            level.label: MatrixLevel.objects.create(
                matrix=matrix,
                axis=axis,
                position=position,
                label=level.label,
                name=level.name,
                meaning=level.meaning,
                value=level.value,
            )
            for position, level in enumerate(drafts, 1)
        }
        for axis, drafts in ((Axis.LIKELIHOOD, draft.likelihood), (Axis.IMPACT, draft.impact))
    }
    bands = {
        band.name: MatrixBand.objects.create(
            matrix=matrix, position=position, name=band.name, colour=band.colour, meaning=band.meaning
        )
        for position, band in enumerate(draft.bands, 1)
    }
    scored = score_cells(draft.scheme, draft.given())
    MatrixCell.objects.bulk_create(
        MatrixCell(
            matrix=matrix,
            likelihood=levels[Axis.LIKELIHOOD][place[0]],
            impact=levels[Axis.IMPACT][place[1]],
            score=cell.score,
            rank=cell.rank,
            band=bands[draft.cells[place].band],
            is_tolerated=draft.cells[place].is_tolerated,
        )
        for place, cell in scored.items()
    )


def _faults_of_bands(draft: MatrixDraft) -> list[tuple[str, str]]:
    names = [band.name for band in draft.bands]
    faults = [("bands", f"expected each name once; {name} is there twice") for name in names if names.count(name) > 1]
    return faults if names else [("bands", "expected at least one band")]


def _levels(drafts: tuple[LevelDraft, ...]) -> tuple[Level, ...]:
    return tuple(Level(draft.label, position, draft.value) for position, draft in enumerate(drafts, 1))
