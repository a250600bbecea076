"""Cells of matrices as the rules of movement read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from risks.models import MatrixBand, MatrixCell
from risks.rules.movement import Scored


def scored_cells(cells: Iterable[int | None]) -> dict[int, Scored]:
    """The cells of these ids by id, in two queries; None among them is passed over."""
    wanted = {cell for cell in cells if cell is not None}
    if not wanted:
        return {}
    rows = MatrixCell.objects.filter(pk__in=wanted).order_by("pk")
    found = list(rows.values_list("pk", "matrix", "rank", "band__name", "score"))
    bands: dict[int, list[str]] = defaultdict(list)
    matrices = {matrix for _, matrix, *_ in found}
    named = MatrixBand.objects.filter(matrix__in=matrices).order_by("matrix", "position")
    for matrix, name in named.values_list("matrix", "name"):
        bands[matrix].append(name)
    return {
        pk: Scored(matrix=matrix, rank=rank, band=band, bands=tuple(bands[matrix]), score=score)
        for pk, matrix, rank, band, score in found
    }
