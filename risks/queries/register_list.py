"""The risks of one register as a list: in what order, with which scores, and what they can be filtered by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, F, Func, IntegerField, OuterRef, Q, Subquery, Value, When

from programme.models import User
from risks.enums import AssessmentKind
from risks.models import Assessment, Matrix, MatrixBand, MatrixCell, RegisterEntry, RiskRegister
from risks.models.risk import RegisterEntryQuerySet

SOON = timedelta(days=28)
"""How long before its day a review is due soon."""
LATEST, EARLIER, UNSCORED = 0, 1, 2
"""In this order the scores of a register stand, whichever way they are sorted: the ranks of two versions of a matrix do
not compare, and what is unscored has none."""


@dataclass(frozen=True)
class Scored:
    """A cell as lists show it. `version` of the matrix; `is_latest`: whether risks are still scored by it."""

    score: str
    band: str
    colour: str
    version: int
    is_latest: bool

    @property
    def words(self) -> str:
        """ "12 High"."""
        return f"{self.score} {self.band}"


@dataclass(frozen=True)
class RegisterChoices:
    """What the risks of a register can be filtered by, as far as the reader sees them."""

    owners: list[User]
    posts: list[str]
    councils: list[tuple[str, str]]
    categories: list[str]
    bands: list[str]
    has_earlier: bool


LONG_TEXTS = ("cause", "event", "effect", "strategy", "action_outstanding", "status_note", "closed_reason")
"""What only a file of the list has: the page neither reads nor sorts it."""


def without_long_texts(entries: RegisterEntryQuerySet) -> RegisterEntryQuerySet:
    """The entries as the page needs them."""
    return entries.defer(*(f"risk__{name}" for name in LONG_TEXTS))


def entries_there(*, register: RiskRegister, user: Any) -> RegisterEntryQuerySet:
    """The risks that stand in the register today and that the reader sees."""
    return RegisterEntry.objects.of_visible_registers(register, user=user).in_force(register.programme.today)


def listed_entries(entries: RegisterEntryQuerySet) -> RegisterEntryQuerySet:
    """The entries of a register in its own order, as the list shows them.

    Each knows the cells of its three scores (`inherent_cell`, `current_cell`, `target_cell`; None is unscored) and the
    day of its current one.
    """
    return (
        entries.select_related("risk__owner", "risk__council")
        .annotate(
            inherent_cell=_of_assessment("inherent", "cell"),
            current_cell=_of_assessment("current", "cell"),
            target_cell=_of_assessment("target", "cell"),
            assessed_on=_of_assessment("current", "assessed_on"),
        )
        .order_by("position", "number", "pk")
    )


def _of_assessment(kind: str, field: str) -> Subquery:
    """Read for the rows of the page alone, after they are sorted and cut."""
    return Subquery(Assessment.objects.filter(pk=OuterRef(f"{kind}_id")).order_by().values(field))


def by_number(entries: RegisterEntryQuerySet, *, is_descending: bool) -> RegisterEntryQuerySet:
    """By the number as people count: 2 before 10, R2 before R12."""
    place = natural("number")
    return entries.order_by(place.desc() if is_descending else place.asc(), "number", "pk")


def by_rank(
    entries: RegisterEntryQuerySet, *, kind: AssessmentKind, latest: Matrix | None, is_descending: bool
) -> RegisterEntryQuerySet:
    """By how serious it is in the latest matrix. After that, version by version, what an earlier one scored; what is
    unscored comes last, both ways."""
    cell = f"{kind.value}__cell"
    group = Case(
        When(Q(**{f"{cell}__isnull": True}), then=Value(UNSCORED)),
        When(Q(**{f"{cell}__matrix": latest.pk if latest else None}), then=Value(LATEST)),
        default=Value(EARLIER),
        output_field=IntegerField(),
    )
    rank = F(f"{cell}__rank")
    return entries.order_by(
        group.asc(),
        F(f"{cell}__matrix__version").desc(nulls_last=True),
        rank.desc() if is_descending else rank.asc(),
        "position",
        "number",
        "pk",
    )


def natural(field: str) -> Func:
    """A text that sorts as people count: every run of digits filled up to 20 with noughts, small letters alone."""
    padded = Func(
        Func(F(field), function="lower"),
        Value(r"(\d+)"),
        Value("0" * 20 + r"\1"),
        Value("g"),
        function="regexp_replace",
    )
    return Func(
        Func(padded, Value(r"\d*(\d{20})"), Value(r"\1"), Value("g"), function="regexp_replace"),
        template='%(expressions)s COLLATE "C"',
    )


def latest_matrix(register: RiskRegister) -> Matrix | None:
    """The matrix by which risks of the register are scored today."""
    return register.matrices.order_by("-version").first()


def scores_of(register: RiskRegister, *, latest: Matrix | None) -> Mapping[int, Scored]:
    """Every cell of every version of the register's matrix by its id, in one query."""
    cells = MatrixCell.objects.filter(matrix__register=register).order_by("pk")
    return {
        pk: Scored(score, band, colour, version, is_latest=latest is not None and matrix == latest.pk)
        for pk, score, band, colour, version, matrix in cells.values_list(
            "pk", "score", "band__name", "band__colour", "matrix__version", "matrix"
        )
    }


def register_choices(
    *, register: RiskRegister, entries: RegisterEntryQuerySet, latest: Matrix | None
) -> RegisterChoices:
    """What the page can be filtered by, in three queries."""
    found = list(
        entries.order_by()
        .values_list(
            "risk__owner", "risk__owner_post", "risk__council__code", "risk__council__short_name", "risk__category"
        )
        .distinct()
    )
    owners = User.objects.filter(pk__in={owner for owner, *_ in found if owner})
    bands = MatrixBand.objects.filter(matrix__register=register).order_by("-matrix__version", "-position")
    names = list(bands.values_list("name", "matrix"))
    return RegisterChoices(
        owners=list(owners.only("name", "email").order_by("name", "pk")),
        posts=sorted({post for owner, post, *_ in found if post and not owner}),
        councils=sorted({(code, name) for *_, code, name, _ in found if code}, key=lambda one: one[1]),
        categories=sorted({category for *_, category in found if category}),
        bands=list(dict.fromkeys(name for name, _ in names)),
        has_earlier=latest is not None and any(matrix != latest.pk for _, matrix in names),
    )
