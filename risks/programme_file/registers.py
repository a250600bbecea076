"""Sections of the programme file: risk registers and their matrices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from programme.file.kinds import Reference
from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from risks.enums import Axis, ScoreRule
from risks.models import Matrix, MatrixBand, MatrixCell, MatrixLevel, RiskRegister
from risks.rules.matrix import CellGiven, Level, Place, Scheme, faults_of, score_cells

PLACED = ("likelihood", "impact", "band")
WRITTEN = "a matrix is written once; add the next version instead"


def _complete_matrix(row: Row, plan: Plan) -> None:
    """A matrix was there when the first score was given by it."""
    if row.instance.created_at is None:
        scored = (one for one in plan.rows("assessments") if (cell := one.value("cell")) and cell.parent is row)
        row.instance.created_at = min([plan.at, *(at for one in scored if (at := one.value("recorded_at")))])


def _check_matrices(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    known = plan.record.rows["risk_matrices"]
    for row in plan.rows("risk_matrices"):
        if not row.is_new:
            continue
        before = known.get(f"{row.key.rpartition('/')[0]}/{row.instance.version - 1}")
        if row.instance.version > 1 and before is None:
            yield row, "version", f"expected version {row.instance.version - 1} before version {row.instance.version}"
        elif before is not None and before.value("created_at") > row.value("created_at"):
            yield row, "created_at", f"expected a time at or after that of version {before.instance.version}"
        if row.value("created_at") > plan.at:
            yield row, "created_at", "expected a time that has passed"
        if row.instance.version < 1:
            yield row, "version", "expected 1 or more"
    for section, field in (("matrix_levels", "label"), ("matrix_bands", "name")):
        for row in plan.rows(section):
            if row.is_new and (text := row.value(field)) != " ".join(text.split()):
                yield row, field, "expected no space at either end, nor a new line"
    for section in ("matrix_levels", "matrix_bands", "matrix_cells"):
        for row in plan.rows(section):
            if row.is_new and row.parent is not None and not row.parent.is_new:
                yield row, "", WRITTEN


def _scheme(matrix: Row, levels: list[Row]) -> Scheme:
    axes = {
        axis: tuple(
            Level(row.instance.label, row.instance.position, row.instance.value)
            for row in levels
            if row.instance.axis == axis
        )
        for axis in Axis
    }
    return Scheme(
        likelihood=axes[Axis.LIKELIHOOD],
        impact=axes[Axis.IMPACT],
        score_rule=ScoreRule(matrix.instance.score_rule),
        low_is_serious=matrix.instance.low_is_serious,
        impact_first=matrix.instance.impact_first,
    )


def _given(row: Row) -> tuple[Place, CellGiven]:
    place = row.value("likelihood").instance.label, row.value("impact").instance.label
    score = str(row.instance.score)
    number = int(score) if score.isascii() and score.isdigit() and len(score) < 5 else None
    return place, CellGiven(band=row.value("band").instance.position, number=number)


def _score_new_cells(plan: Plan) -> None:
    """Scores and ranks are worked out from the whole matrix; a score that the file gives must be the same."""
    parts: dict[str, dict[int, list[Row]]] = {name: defaultdict(list) for name in ("matrix_levels", "matrix_cells")}
    faulty = {id(row.parent) for name in parts for row in plan.record.of(name) if row.faulty}
    for name, rows in parts.items():
        for row in plan.rows(name):
            rows[id(row.parent)].append(row)
    for matrix in plan.rows("risk_matrices"):
        if not matrix.is_new:
            continue
        cells = parts["matrix_cells"].pop(id(matrix), [])
        if id(matrix) in faulty or any(row.value(name) is None for row in cells for name in PLACED):
            _set_aside(cells)
            continue
        scheme = _scheme(matrix, parts["matrix_levels"][id(matrix)])
        given = dict(map(_given, cells))
        faults = faults_of(scheme, given)
        for where, sentence in faults:
            plan.fault(matrix, "", f"{where}: {sentence}")
        if faults:
            _set_aside(cells)
            continue
        scored = score_cells(scheme, given)
        for row in cells:
            found = scored[_given(row)[0]]
            if row.given("score") and row.instance.score not in ("", found.score):
                plan.fault(row, "score", f"expected {found.score}, which the rule of the matrix gives, or nothing")
            row.instance.score, row.instance.rank = found.score, found.rank
    for cells in parts["matrix_cells"].values():
        _set_aside([row for row in cells if row.parent is not None and row.parent.faulty])


def _set_aside(rows: Iterable[Row]) -> None:
    for row in rows:
        row.set_aside()


REGISTERS = Section(
    name="risk_registers",
    noun="risk register",
    about="Lists of risks: of the programme, of a service review or of a council, each with a matrix of its own.",
    model=RiskRegister,
    key=("code",),
    fields=fields_of(
        RiskRegister,
        "code name review council about review_every position ended_on",
        references={"review": "reviews", "council": "councils"},
        about={"position": "The order among the registers. Left out: the order in the file."},
    ),
    order=205,
    sort=("position", "code"),
    ordinal="position",
)

MATRICES = Section(
    name="risk_matrices",
    noun="risk matrix",
    about="How a register scores its risks, in versions, each written once. Others name it as register/version.",
    model=Matrix,
    key=("register", "version"),
    fields=fields_of(
        Matrix,
        "register version likelihood_title impact_title score_title score_rule low_is_serious impact_first note "
        "created_by created_at",
        references={"register": "risk_registers", "created_by": "people"},
        optional=["created_at"],
        about={"created_at": "Left out: the time of the first score given by it, or of the import."},
    ),
    order=206,
    programme_path="register__programme",
    frozen=lambda matrix: WRITTEN,
)

LEVELS = Section(
    name="matrix_levels",
    noun="level of a matrix",
    about="The steps of both axes, from the least serious.",
    model=MatrixLevel,
    key=("axis", "label"),
    fields=fields_of(
        MatrixLevel,
        "axis label position name meaning value",
        about={
            "position": "From 1, the least serious. Left out: the order in the file.",
            "value": "The number that scores are made of, by product or sum.",
        },
    ),
    order=207,
    sort=("axis", "position"),
    programme_path="matrix__register__programme",
    parent="risk_matrices",
    parent_column="matrix",
    nested_as="levels",
    ordinal="position",
    ordinal_within=("axis",),
    frozen=lambda level: WRITTEN,
)

BANDS = Section(
    name="matrix_bands",
    noun="band of a matrix",
    about="What the register calls the stretches of its matrix, from the least serious.",
    model=MatrixBand,
    key=("name",),
    fields=fields_of(
        MatrixBand,
        "name position colour meaning",
        about={"position": "From 1, the least serious. Left out: the order in the file."},
    ),
    order=208,
    sort=("position",),
    programme_path="matrix__register__programme",
    parent="risk_matrices",
    parent_column="matrix",
    nested_as="bands",
    ordinal="position",
    frozen=lambda band: WRITTEN,
)

CELLS = Section(
    name="matrix_cells",
    noun="cell of a matrix",
    about="For every likelihood (by its label) and impact: the band, and whether a risk there is tolerated.",
    model=MatrixCell,
    key=("likelihood", "impact"),
    fields=fields_of(
        MatrixCell,
        "likelihood impact score band is_tolerated",
        kinds={
            "likelihood": Reference(section="matrix_levels", among="likelihood/"),
            "impact": Reference(section="matrix_levels", among="impact/"),
            "band": Reference(section="matrix_bands", among=""),
        },
        optional=["score"],
        about={"score": "Needed where each cell is given a number; otherwise worked out."},
    ),
    order=209,
    programme_path="matrix__register__programme",
    parent="risk_matrices",
    parent_column="matrix",
    nested_as="cells",
    frozen=lambda cell: WRITTEN,
)

SECTIONS = (REGISTERS, MATRICES, LEVELS, BANDS, CELLS)

HOOKS = (
    PlanHooks("risk_matrices", complete=_complete_matrix, check=_check_matrices),
    PlanHooks("matrix_cells", join=_score_new_cells),
)
