"""What the import of a register's workbook reads from the records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch

from programme.models import Council, User
from risks.enums import AssessmentKind
from risks.models import Matrix, Mitigation, RegisterEntry, RegisterImport, RiskRegister
from risks.queries.readers import possible_owners
from risks.register_file.read import Readers, scale_of


def latest_matrix(register: RiskRegister) -> Matrix | None:
    """The matrix by which the register scores now."""
    return register.matrices.order_by("-version").first()


def readers_of(register: RiskRegister) -> Readers:
    """Whom and what the cells of a workbook may name, in five queries."""
    people: dict[str, User | None] = {}
    for person in possible_owners(register):
        people[person.email.casefold()] = person
        name = " ".join(person.name.casefold().split())
        people[name] = None if name in people else person
    councils = Council.objects.filter(memberships__programme=register.programme_id).distinct().order_by("code")
    words = {word.casefold(): one for one in councils for word in (one.code, one.name, one.short_name) if word}
    matrix = latest_matrix(register)
    scale = None
    if matrix is not None:
        cells = matrix.cells.select_related("likelihood", "impact", "band")
        scale = scale_of(list(matrix.levels.order_by("axis", "position")), list(cells))
    return Readers(people, words, scale)


def titles_of(matrix: Matrix | None) -> Mapping[str, str]:
    """What a matrix calls its axes and its score, by the fields that they are."""
    if matrix is None:
        return {}
    return {"likelihood": matrix.likelihood_title, "impact": matrix.impact_title, "score": matrix.score_title}


def last_import(register: RiskRegister) -> RegisterImport | None:
    """The last import into the register, which its columns are remembered by."""
    return RegisterImport.objects.filter(register=register).order_by("-imported_at", "-pk").first()


def entries_to_write(register: RiskRegister, user: Any) -> list[RegisterEntry]:
    """The risks of the register that the reader sees, in its order, with all that a workbook says of them."""
    cells = [f"{kind.value}__cell__{axis}" for kind in AssessmentKind for axis in ("likelihood", "impact")]
    entries = RegisterEntry.objects.visible_to(user).filter(register=register).in_force(register.programme.today)
    standing = Mitigation.objects.filter(removed_at__isnull=True).order_by("position", "code")
    mitigations = Prefetch("risk__mitigations", queryset=standing, to_attr="standing_mitigations")
    read = entries.select_related("risk__owner", "risk__council", *cells).prefetch_related(mitigations)
    return list(read.order_by("position", "number", "pk"))
