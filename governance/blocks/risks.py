"""Risks in a report: the registers that its body is told of.

A review's register is told to a body that is told of the review, a council's own register to that council's bodies and
to joint ones. Confidential risks are in none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from governance.blocks import parameter_kinds as kinds
from governance.blocks.context import BlockContext
from governance.blocks.live_block import Parameter, live_block
from governance.documents.content import Block, Cell, Column, Row, Source, Table
from programme.history import end_of_day
from programme.wording.appearance import written_date
from programme.wording.prose import as_markdown
from risks.enums import AssessmentKind, MitigationStatus, RiskStatus
from risks.models import Matrix, MatrixCell, Mitigation, Risk, RiskRegister
from risks.queries.movements import EntryLevel, EntryMovement, levels_of, movements_since
from risks.queries.register_as_at import RegisterThen, RiskThen, registers_then
from risks.rules.movement import Movement

UNSCORED = "—"
NO_REGISTER = "No risk register is kept here."
NO_RISKS = "No such risks."

COLUMNS: kinds.Choices = (
    ("number", "No."),
    ("risk", "Risk"),
    ("likelihood", "Likelihood"),
    ("impact", "Impact"),
    ("score", "Score"),
    ("band", "Band"),
    ("movement", "Movement"),
    ("strategy", "Strategy"),
    ("mitigations", "Mitigation"),
    ("action_outstanding", "Action outstanding"),
    ("owner", "Owner"),
    ("status", "Status"),
    ("closed", "Date closed"),
    ("next_review", "Next review"),
)
"""What the table may show, by code; the words of an axis or a score are those of the register's matrix."""
USUAL_COLUMNS = ("number", "risk", "likelihood", "impact", "score", "band", "owner", "status")
WHICH: kinds.Choices = (("open", "Open"), ("closed", "Closed or became an issue"), ("all", "All"))
WEIGHTS = {"risk": 5, "strategy": 6, "mitigations": 5, "action_outstanding": 5, "owner": 3, "status": 3, "movement": 3}
CENTRED = {"number", "likelihood", "impact", "score"}

REGISTER = Parameter(
    name="register",
    label="Risk register",
    kind=kinds.REGISTER,
    hint="Leave empty for every register that the body is told of.",
)
ASSESSED = Parameter(
    name="kind",
    label="Which score",
    kind=kinds.OneOf(choices=tuple((str(kind.value), str(kind.label)) for kind in AssessmentKind)),
    hint="Leave empty for the current one.",
)


@dataclass(frozen=True)
class _Asked:
    """What the table is to show; `moved` has the movements by entry, where they are shown."""

    kind: AssessmentKind
    columns: Sequence[str]
    moved: Mapping[int, EntryMovement | EntryLevel] = field(default_factory=dict)


@live_block(
    code="risk_register",
    title="Risk register",
    description="A table of risks with the columns you choose. Confidential risks are never in it.",
    parameters=(
        REGISTER,
        Parameter(
            name="columns",
            label="Columns",
            kind=kinds.SomeOf(choices=COLUMNS),
            hint="Choose none for number, risk, score, owner and status.",
        ),
        Parameter(
            name="which",
            label="Which risks",
            kind=kinds.OneOf(choices=WHICH),
            hint="Leave empty for the open ones.",
        ),
        Parameter(
            name="min_band",
            label="From which band on",
            kind=kinds.BAND,
            hint="Leave empty for all, the unscored among them.",
        ),
        ASSESSED,
        Parameter(name="by_rank", label="The most serious first", kind=kinds.YES),
        Parameter(
            name="since",
            label="Movement since",
            kind=kinds.DAY,
            hint="For the column of movement. Leave empty to tell since when each risk stands where it does.",
        ),
    ),
)
def risk_register_block(context: BlockContext, parameters: Mapping[str, Any]) -> tuple[Block, ...]:
    """A table of each register's risks, what is unscored counted apart; one register with `register`."""
    found = told_registers(context, parameters["register"])
    kind = AssessmentKind(parameters["kind"] or AssessmentKind.CURRENT)
    columns = parameters["columns"] or USUAL_COLUMNS
    kept = {one.register.pk: _kept(one, kind, parameters) for one in found}
    moved: Mapping[int, EntryMovement | EntryLevel] = {}
    if "movement" in columns:
        moved = _moved(context, [risk for risks in kept.values() for risk in risks], kind, parameters["since"])
    asked = _Asked(kind, columns, moved)
    tables = [_table(one, kept[one.register.pk], asked, _left_out(one, kind, parameters)) for one in found]
    return tuple(tables) or (Table.of_nothing("Risk register", NO_REGISTER),)


def told_registers(context: BlockContext, register: RiskRegister | None) -> list[RegisterThen]:
    """The registers that the body is told of and that were kept on the day; with `register`, that one if it is told."""
    registers = context.registers
    if register is not None:
        registers = registers.filter(pk=register.pk)
    found = registers_then(
        programme=context.programme,
        registers=list(registers.order_by("pk").values_list("pk", flat=True)),
        moment=context.moment,
        at=context.time,
    )
    return [
        one
        for one in found
        if register is not None or one.register.ended_on is None or one.register.ended_on >= context.today
    ]


def _of_which(one: RegisterThen, parameters: Mapping[str, Any]) -> list[RiskThen]:
    which = parameters["which"] or "open"
    return [risk for risk in one.risks if which == "all" or risk.is_open == (which == "open")]


def _kept(one: RegisterThen, kind: AssessmentKind, parameters: Mapping[str, Any]) -> list[RiskThen]:
    kept, least = _of_which(one, parameters), parameters["min_band"]
    if least is not None:
        kept = [risk for risk in kept if _reaches(risk.score(kind), least, one.matrix)]
    if parameters["by_rank"]:
        kept.sort(key=lambda risk: _gravity(risk.score(kind), one.matrix))
    return kept


def _gravity(cell: MatrixCell | None, latest: Matrix | None) -> tuple[int, int, int]:
    """What the latest matrix scored comes first, then earlier versions one by one, what is unscored last."""
    if cell is None:
        return (2, 0, 0)
    return (0 if latest is not None and cell.matrix_id == latest.pk else 1, -cell.matrix.version, -cell.rank)


def _reaches(cell: MatrixCell | None, least: str, latest: Matrix | None) -> bool:
    """Whether it is in the band or a more serious one. Bands compare inside the matrix that gave the score."""
    if cell is None or latest is None or cell.matrix_id != latest.pk:
        return cell is not None and _same(cell.band.name, least)
    places = [band.position for band in latest.bands.all() if _same(band.name, least)]
    return bool(places) and cell.band.position >= places[0]


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _left_out(one: RegisterThen, kind: AssessmentKind, parameters: Mapping[str, Any]) -> int:
    """How many unscored risks a limit by band leaves out."""
    if parameters["min_band"] is None:
        return 0
    return sum(risk.score(kind) is None for risk in _of_which(one, parameters))


def _moved(
    context: BlockContext, risks: list[RiskThen], kind: AssessmentKind, since: date | None
) -> Mapping[int, EntryMovement | EntryLevel]:
    if since is None:
        return levels_of(entries=[risk.entry.pk for risk in risks], moment=context.time, kind=kind)
    return moved_since(context, risks, kind, since)


def moved_since(
    context: BlockContext, risks: Iterable[RiskThen], kind: AssessmentKind, since: date
) -> dict[int, EntryMovement]:
    """How each risk moved from the end of a day to the moment of the report, by its entry; of later days nothing."""
    entries = [risk.entry.pk for risk in risks]
    return movements_since(entries=entries, since=min(end_of_day(since), context.time), until=context.time, kind=kind)


def _table(one: RegisterThen, risks: list[RiskThen], asked: _Asked, left_out: int) -> Table:
    titles = {
        AssessmentKind.CURRENT: "",
        AssessmentKind.INHERENT: ", without controls",
        AssessmentKind.TARGET: ", target",
    }
    return Table(
        caption=f"{one.register.name}{titles[asked.kind]}",
        columns=_columns(asked.columns, one.matrix),
        rows=tuple(_row(risk, asked) for risk in risks),
        note=_note(one, risks, asked, left_out),
    )


def _columns(codes: Sequence[str], matrix: Matrix | None) -> tuple[Column, ...]:
    labels = dict(COLUMNS)
    if matrix is not None:
        labels |= {"likelihood": matrix.likelihood_title, "impact": matrix.impact_title, "score": matrix.score_title}
    return tuple(
        Column(labels[code], WEIGHTS.get(code, 2), align="centre" if code in CENTRED else "start") for code in codes
    )


def _row(one: RiskThen, asked: _Asked) -> Row:
    day = one.assessed.get(asked.kind)
    scored = "not scored" if one.score(asked.kind) is None else "scored"
    on = f" on {written_date(day)}" if day else ""
    return Row.of(
        *(CELLS[code](one, asked) for code in asked.columns),
        sources=(Source(label=f"Risk {one.risk.code}, {scored}{on}", ref=one.risk.code),),
    )


def _note(one: RegisterThen, risks: list[RiskThen], asked: _Asked, left_out: int) -> str:
    if not risks and not left_out:
        return NO_RISKS
    scored = [cell for cell in (risk.score(asked.kind) for risk in risks) if cell is not None]
    unscored = len(risks) - len(scored)
    parts = [_numbered(len(risks), "risk") + (f", of which {unscored} unscored" if unscored and scored else "")]
    if unscored and not scored:
        parts[0] += ", unscored" if len(risks) == 1 else ", all unscored"
    said = f"{parts[0]}."
    if left_out:
        said += f" Besides, {_numbered(left_out, 'unscored risk')} not shown."
    earlier = sum(one.matrix is None or cell.matrix_id != one.matrix.pk for cell in scored)
    if earlier:
        said += f" {_numbered(earlier, 'risk')} scored by an earlier matrix of the register."
    return said


def _numbered(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _plain(text: str) -> Cell:
    return Cell(text)


def _prose(text: str) -> Cell:
    return Cell(text, markdown=True)


def _of_cell(word: Callable[[MatrixCell], str]) -> Callable[[RiskThen, _Asked], Cell]:
    def told(one: RiskThen, asked: _Asked) -> Cell:
        cell = one.score(asked.kind)
        return _plain(UNSCORED if cell is None else word(cell))

    return told


def _mitigations(one: RiskThen) -> str:
    """What is in place as it is called, the rest with how it stands; what was dropped is left out."""
    said = [_mitigation(found) for found in one.mitigations if found.status != MitigationStatus.DROPPED]
    return "\n".join(f"- {words}" for words in said) if len(said) > 1 else "".join(said)


def _mitigation(found: Mitigation) -> str:
    if found.status == MitigationStatus.IN_PLACE:
        return as_markdown(found.name)
    due = f", due {found.due}" if found.due is not None and found.status != MitigationStatus.DONE else ""
    return as_markdown(f"{found.name} ({MitigationStatus(found.status).label.lower()}{due})")


def _status(one: RiskThen) -> str:
    risk = one.risk
    if one.is_open:
        return "\n\n".join(part for part in ("Open", risk.status_note) if part)
    return as_markdown(f"{RiskStatus(risk.status).label}: {risk.closed_reason}")


def _owner(risk: Risk) -> str:
    return risk.owner_post if risk.owner is None else risk.owner.name


def _movement(one: RiskThen, asked: _Asked) -> str:
    found = asked.moved.get(one.entry.pk)
    if found is None:
        return UNSCORED
    if isinstance(found, EntryLevel):
        words = "Unchanged" if found.moved is None else f"{found.arrow} {found.moved.value}".strip()
        return f"{words[:1].upper()}{words[1:]} since {written_date(found.since)}"
    if found.moved is Movement.UNSCORED:
        return UNSCORED
    words = f"{found.arrow} {found.moved.value}".strip()
    return f"{words} from {found.earlier.score}" if found.arrow and found.earlier else words


CELLS: Mapping[str, Callable[[RiskThen, _Asked], Cell]] = {
    "number": lambda one, _: _plain(one.entry.number),
    "risk": lambda one, _: _plain(one.risk.title),
    "likelihood": _of_cell(lambda cell: str(cell.likelihood)),
    "impact": _of_cell(lambda cell: str(cell.impact)),
    "score": _of_cell(lambda cell: cell.score),
    "band": _of_cell(lambda cell: cell.band.name),
    "movement": lambda one, asked: _plain(_movement(one, asked)),
    "strategy": lambda one, _: _prose(one.risk.strategy),
    "mitigations": lambda one, _: _prose(_mitigations(one)),
    "action_outstanding": lambda one, _: _prose(one.risk.action_outstanding),
    "owner": lambda one, _: _plain(_owner(one.risk)),
    "status": lambda one, _: _prose(_status(one)),
    "closed": lambda one, _: _plain(
        "" if one.is_open or one.risk.closed_on is None else written_date(one.risk.closed_on)
    ),
    "next_review": lambda one, _: _plain("" if one.risk.next_review is None else written_date(one.risk.next_review)),
}
