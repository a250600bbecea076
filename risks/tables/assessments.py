"""The table of a risk's assessments over time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tables2.columns import BoundColumn

from programme.tables.columns import DateColumn, ListTable, MakeCell, MomentColumn, TextColumn
from risks.markup.band import score_markup
from risks.models import Assessment
from risks.queries.risk_page import UNSCORED_COLOUR, place_of, words_of


class ScoreCellColumn(TextColumn):
    """A score on the colour of its band; a dash where it was looked at and not scored."""

    empty_values = ()

    def cell_maker(self, bound_column: BoundColumn, table: Any) -> MakeCell:
        def make(assessment: Any) -> str:
            note = "Corrected since" if assessment.is_corrected else ""
            return score_markup(words_of(assessment), colour_of(assessment), note)

        return make


class AssessmentTable(ListTable):
    """Assessments as `assessments_of` reads them. `of_many`: they are of more than one register."""

    caption = "Assessments over time"

    assessed_on = DateColumn(verbose_name="Day")
    kind = TextColumn()
    register = TextColumn(accessor="entry__register__name", verbose_name="Register")
    score = ScoreCellColumn(accessor="cell", verbose_name="Score")
    place = TextColumn(accessor="pk", verbose_name="Likelihood × impact")
    reason = TextColumn()
    recorded_by = TextColumn(accessor="recorded_by__name", verbose_name="Recorded by")
    recorded_at = MomentColumn(verbose_name="Recorded")

    class Meta(ListTable.Meta):
        orderable = False
        empty_text = _("Nobody has assessed this risk yet.")

    def __init__(self, *args: Any, of_many: bool, **options: Any) -> None:
        super().__init__(*args, exclude=() if of_many else ("register",), **options)

    def render_place(self, record: Assessment) -> str:
        return place_of(record) or "—"


def colour_of(assessment: Assessment) -> str:
    """The colour of the band in which the risk was found."""
    return assessment.cell.band.colour if assessment.cell is not None else UNSCORED_COLOUR
