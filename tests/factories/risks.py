"""Registers, their matrices, risks and assessments for tests."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from risks.domain.matrix import BandDraft, CellDraft, LevelDraft, MatrixDraft, write_matrix
from risks.enums import AssessmentKind, BandColour, ScoreRule
from risks.models import Assessment, Issue, Matrix, MatrixCell, Mitigation, RegisterEntry, Risk, RiskRegister
from tests.factories.programme import ProgrammeFactory


class RegisterFactory(DjangoModelFactory):
    class Meta:
        model = RiskRegister

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"register-{number}")
    name = factory.Sequence(lambda number: f"Risk register {number}")


def square_draft(
    size: int = 3,
    *,
    score_rule: ScoreRule = ScoreRule.PRODUCT,
    tolerated_up_to: int = 3,
    names: tuple[str, str] = ("Low", "High"),
    **values: Any,
) -> MatrixDraft:
    """A matrix of numbers: the lower third of its positions Low, the rest High; cells up to a product are tolerated."""
    low, high = names
    levels = tuple(LevelDraft(label=str(number), value=number) for number in range(1, size + 1))
    cells = {
        (likelihood.label, impact.label): CellDraft(
            band=low if likelihood.value * impact.value <= size else high,
            is_tolerated=likelihood.value * impact.value <= tolerated_up_to,
            number=likelihood.value * impact.value,
        )
        for likelihood, impact in product(levels, levels)
    }
    bands = BandDraft(name=low, colour=BandColour.GREEN), BandDraft(name=high, colour=BandColour.RED)
    return MatrixDraft(likelihood=levels, impact=levels, bands=bands, cells=cells, score_rule=score_rule, **values)


def make_matrix(register: RiskRegister | None = None, draft: MatrixDraft | None = None) -> Matrix:
    """The register's next matrix; 3 × 3 by product unless another draft is given."""
    register = register or RegisterFactory()
    seen = register.matrices.count()
    return write_matrix(
        register=register, draft=draft or square_draft(), seen_version=seen, actor=None, at=timezone.now()
    )


def cell_of(matrix: Matrix, likelihood: str | int, impact: str | int) -> MatrixCell:
    return matrix.cells.get(likelihood__label=str(likelihood), impact__label=str(impact))


class RiskFactory(DjangoModelFactory):
    """A risk in no register yet; `EntryFactory` puts it in one."""

    class Meta:
        model = Risk

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda number: f"risk-{number}")
    title = factory.Sequence(lambda number: f"Risk {number}")
    opened_on = date(2024, 1, 10)


class EntryFactory(DjangoModelFactory):
    class Meta:
        model = RegisterEntry

    register = factory.SubFactory(RegisterFactory)
    risk = factory.SubFactory(RiskFactory, programme=factory.SelfAttribute("..register.programme"))
    number = factory.Sequence(lambda number: f"R{number}")


class AssessmentFactory(DjangoModelFactory):
    """Current, today. `cell` is given, or None with a reason."""

    class Meta:
        model = Assessment

    entry = factory.SubFactory(EntryFactory)
    assessed_on = factory.LazyFunction(timezone.localdate)
    recorded_at = factory.LazyFunction(timezone.now)


class MitigationFactory(DjangoModelFactory):
    class Meta:
        model = Mitigation

    risk = factory.SubFactory(RiskFactory)
    code = factory.Sequence(lambda number: f"mitigation-{number}")
    name = factory.Sequence(lambda number: f"Mitigation {number}")


class IssueFactory(DjangoModelFactory):
    class Meta:
        model = Issue

    register = factory.SubFactory(RegisterFactory)
    programme = factory.SelfAttribute("register.programme")
    code = factory.Sequence(lambda number: f"issue-{number}")
    number = factory.Sequence(lambda number: f"I{number}")
    title = factory.Sequence(lambda number: f"Issue {number}")
    raised_on = date(2024, 3, 1)


def scored_entry(
    register: RiskRegister,
    number: str,
    likelihood: str | int,
    impact: str | int,
    *,
    kind: AssessmentKind = AssessmentKind.CURRENT,
    **risk: Any,
) -> RegisterEntry:
    """A risk in the register, scored by its latest matrix."""
    entry: RegisterEntry = EntryFactory(
        register=register, number=number, risk=RiskFactory(programme=register.programme, **risk)
    )
    matrix = register.matrices.order_by("-version")[0]
    AssessmentFactory(entry=entry, kind=kind, cell=cell_of(matrix, likelihood, impact))
    return entry
