"""What a column of a register's workbook may be, and by which words at its head it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices

from risks.enums import AssessmentKind, Axis, Response, RiskKind, RiskStatus


class FieldKind(StrEnum):
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"
    OWNER = "owner"
    COUNCIL = "council"
    LEVEL = "level"
    MITIGATIONS = "mitigations"
    """A mitigation on each line."""
    SCORE = "score"
    """Not taken in: compared with what the matrix gives."""


@dataclass(frozen=True, kw_only=True)
class RegisterField:
    """One thing that a column may be. `words`: other headings by which it is known, in small letters."""

    code: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    words: tuple[str, ...] = ()
    limit: int = 10_000
    choices: type[TextChoices] | None = None
    also: tuple[tuple[str, str], ...] = ()
    """Other words for a choice, in small letters, each with its value."""

    @property
    def choice_of(self) -> dict[str, str]:
        """The values by the words, in small letters, that may stand for them."""
        labels = {str(one.label).casefold(): str(one.value) for one in self.choices or ()}
        return {**labels, **{word: str(value) for word, value in self.also}}

    def shown(self, value: Any) -> Any:
        """A choice by its label; any other value as it is."""
        return str(dict(self.choices.choices).get(value, value)) if self.choices else value


def _level(assessment: AssessmentKind, axis: Axis, *words: str) -> RegisterField:
    prefix = "" if assessment == AssessmentKind.CURRENT else f"{assessment.label} "
    return RegisterField(
        code=level_code(assessment, axis),
        label=f"{prefix}{axis.label}".capitalize(),
        kind=FieldKind.LEVEL,
        words=words,
        limit=100,
    )


def level_code(assessment: AssessmentKind, axis: Axis) -> str:
    """ "likelihood", "inherent_impact"."""
    return axis.value if assessment == AssessmentKind.CURRENT else f"{assessment.value}_{axis.value}"


NUMBER, TITLE, SCORE, CONTROLS, MITIGATIONS = "number", "title", "score", "controls", "mitigations"
FIELDS: tuple[RegisterField, ...] = (
    RegisterField(
        code=NUMBER,
        label="Number",
        words=("no", "#", "ref", "reference", "id", "risk no", "risk number", "risk id", "risk ref", "code"),
        limit=20,
    ),
    RegisterField(
        code=TITLE,
        label="Risk",
        words=("title", "risk title", "risk description", "risk (description)", "description", "description of risk"),
        limit=300,
    ),
    RegisterField(
        code="kind",
        label="Kind",
        kind=FieldKind.CHOICE,
        words=("risk or opportunity", "type"),
        limit=100,
        choices=RiskKind,
        also=(("threat", RiskKind.RISK),),
    ),
    RegisterField(code="cause", label="Cause", words=("causes", "trigger", "source")),
    RegisterField(code="event", label="Event", words=("what may happen",)),
    RegisterField(code="effect", label="Effect", words=("effects", "consequence", "consequences")),
    RegisterField(code="category", label="Category", words=("risk category", "area"), limit=60),
    RegisterField(code="council", label="Council", kind=FieldKind.COUNCIL, words=("authority", "partner"), limit=200),
    RegisterField(
        code="owner",
        label="Owner",
        kind=FieldKind.OWNER,
        words=("risk owner", "lead", "lead officer", "responsible", "responsible officer", "who"),
        limit=120,
    ),
    RegisterField(
        code="response",
        label="Response",
        kind=FieldKind.CHOICE,
        words=("treatment", "risk response"),
        limit=100,
        choices=Response,
    ),
    RegisterField(
        code="strategy",
        label="Strategy",
        words=("mitigation strategy", "risk strategy", "how it is managed", "management of risk"),
    ),
    RegisterField(
        code=CONTROLS,
        label="Controls in place",
        kind=FieldKind.MITIGATIONS,
        words=("control", "controls", "existing controls", "current controls", "key controls"),
    ),
    RegisterField(
        code=MITIGATIONS,
        label="Mitigations",
        kind=FieldKind.MITIGATIONS,
        words=("mitigation", "mitigating action", "mitigating actions", "mitigating controls", "risk mitigation"),
    ),
    RegisterField(
        code="action_outstanding",
        label="Action outstanding",
        words=("action", "actions", "actions outstanding", "further action", "action required", "planned actions"),
    ),
    RegisterField(
        code="status_note", label="Comment", words=("comments", "commentary", "note", "notes", "update", "progress")
    ),
    _level(AssessmentKind.INHERENT, Axis.LIKELIHOOD, "gross likelihood", "initial likelihood"),
    _level(AssessmentKind.INHERENT, Axis.IMPACT, "gross impact", "initial impact"),
    _level(
        AssessmentKind.CURRENT,
        Axis.LIKELIHOOD,
        "l",
        "probability",
        "current likelihood",
        "net likelihood",
        "residual l",
    ),
    _level(AssessmentKind.CURRENT, Axis.IMPACT, "i", "current impact", "net impact", "residual i"),
    RegisterField(
        code=SCORE,
        label="Score",
        kind=FieldKind.SCORE,
        words=("sev", "severity", "rating", "risk score", "risk rating", "current score", "total"),
        limit=100,
    ),
    _level(AssessmentKind.TARGET, Axis.LIKELIHOOD),
    _level(AssessmentKind.TARGET, Axis.IMPACT),
    RegisterField(
        code="opened_on",
        label="Opened on",
        kind=FieldKind.DAY,
        words=("date opened", "date raised", "raised", "opened"),
    ),
    RegisterField(
        code="next_review", label="Next review", kind=FieldKind.DAY, words=("review date", "date of review", "review")
    ),
    RegisterField(
        code="status",
        label="Status",
        kind=FieldKind.CHOICE,
        words=("state", "open or closed"),
        limit=100,
        choices=RiskStatus,
        also=(("issue", RiskStatus.ISSUE), ("live", RiskStatus.OPEN)),
    ),
    RegisterField(code="closed_on", label="Closed on", kind=FieldKind.DAY, words=("date closed", "closed")),
    RegisterField(code="closed_reason", label="Reason for closing", words=("why closed", "reason closed")),
)
FIELD: Mapping[str, RegisterField] = {field.code: field for field in FIELDS}
SCORING = {field.code for field in FIELDS if field.kind in (FieldKind.LEVEL, FieldKind.SCORE)}
"""What only a register with a matrix takes."""


def suggested(
    headings: Sequence[str], *, remembered: Mapping[str, str], titles: Mapping[str, str], scored: bool
) -> list[str]:
    """What each column is taken for, "" for nothing: as it was last time, else by the words at its head.

    `titles` are what the register's matrix calls its axes and its score, by field. Each field is given once.
    """
    known = {_plain(word): field.code for field in FIELDS for word in (field.code, *field.words, field.label)}
    known |= {_plain(title): code for code, title in titles.items()}
    last = {_plain(heading): code for heading, code in remembered.items()}
    found: list[str] = []
    for heading in headings:
        words = _plain(heading)
        code = last.get(words, "" if words in last else known.get(words, ""))
        usable = code in FIELD and code not in found and (scored or code not in SCORING)
        found.append(code if usable else "")
    return found


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("_", " ").replace(".", " ").replace(":", " ").split())
