"""The table of the reporting grid: a row for each live review, with its update in one period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse

from programme.markup.patterns import escaped, pattern_of
from programme.markup.rating import rag_markup
from programme.models import Programme, ReportingPeriod
from programme.tables.columns import LinkColumn, ListTable, Route, TagColumn, TextColumn
from programme.wording.appearance import written_date
from services.enums import Rag, Standing
from services.models import ProgressUpdate
from services.queries.reporting_grid import Reader, rating_said, shown_update
from services.queries.updates import in_words
from services.queries.updates_due import MISSING

LONGEST_SHOWN = 140
"""How many characters of a text a cell shows; the export and the page of the update have all of it."""
RATING_PLACES = (Rag.RED, Rag.AMBER, Rag.GREEN, "unrated")
MakeCell = Callable[[Any], str]


def excerpt(text: str) -> str:
    """The beginning of a text on one line."""
    if len(text) > LONGEST_SHOWN * 4:
        text = text[: LONGEST_SHOWN * 4]
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN].rsplit(' ', 1)[0]}…"


class UpdateColumn(TextColumn):
    """Something of the update that the row shows. `exported` is the field whose whole value the export writes."""

    def __init__(self, *, exported: str = "", **options: Any) -> None:
        super().__init__(accessor="pk", **{"orderable": False, **options})
        self.exported = exported

    def reader(self, bound_column: Any, table: Any) -> Any:
        return shown_update

    def value(self, **given: Any) -> Any:
        update = shown_update(given["record"])
        return in_words(self.exported, getattr(update, self.exported)) if update else ""


class RatingColumn(UpdateColumn):
    css = "concordat-table__rag"

    def cell_maker(self, bound_column: Any, table: Any) -> MakeCell:
        def make(review: Any) -> str:
            update = shown_update(review)
            return rag_markup(update.rag, small=True, described=False) if update else "—"

        return make


class SaidColumn(UpdateColumn):
    """A text of the update and, under it, the date expected."""

    def __init__(self, *, text: str, date: str = "", **options: Any) -> None:
        super().__init__(exported=text, **options)
        self.text_field, self.date_field = text, date

    def cell_maker(self, bound_column: Any, table: Any) -> MakeCell:
        dated = pattern_of("components/cells/said.html", ("text", "date"))
        text_of, date_field = self.text_field, self.date_field

        def make(review: Any) -> str:
            update = shown_update(review)
            if update is None:
                return "—"
            text = escaped(excerpt(getattr(update, text_of)))
            date = getattr(update, date_field) if date_field else None
            if date is None:
                return text or "—"
            return dated % (text, escaped(written_date(date) if date.is_confirmed else "to be confirmed"))

        return make


class ChooseColumn(TextColumn):
    """A box to tick beside what the reader may accept; it carries the edition that the row shows."""

    css = "concordat-grid__choose"

    def cell_maker(self, bound_column: Any, table: Any) -> MakeCell:
        box = pattern_of(
            "components/cells/choose.html", ("mark", "number", "label_for", "name"), checked=table.all_chosen
        )
        reader: Reader = table.reader

        def make(review: Any) -> str:
            if not reader.may_accept(review):
                return ""
            update = review.of_period[-1]
            return box % (f"{update.pk}:{update.edition}", update.pk, update.pk, escaped(review.name))

        return make


class ActColumn(TextColumn):
    """Edit, where the reader may write; else the page of the update, if there is one."""

    def cell_maker(self, bound_column: Any, table: Any) -> MakeCell:
        edit = pattern_of("components/cells/edit_row.html", ("url", "row_url", "name"), focused=table.is_one_row)
        read = pattern_of("components/cells/read_row.html", ("url", "name"), focused=table.is_one_row)
        reader: Reader = table.reader

        def make(review: Any) -> str:
            name = escaped(review.name)
            if reader.may_write(review):
                return edit % (table.edit_url(review), table.row_url(review), name)
            update = shown_update(review)
            return read % (table.update_url(review, update), name) if update else ""

        return make


class GridTable(ListTable):
    """Rows of `grid_reviews`. Hidden columns stand in the export only."""

    caption = "Updates of all reviews"

    choose = ChooseColumn(accessor="pk", orderable=False, verbose_name="Choose", exclude_from_export=True)
    name = LinkColumn(verbose_name="Service review", url=Route("review_detail", "code"), order="name")
    phase = TextColumn(accessor="phase__name", visible=False, orderable=False, verbose_name="Phase")
    leads = TextColumn(accessor="pk", orderable=False, verbose_name="Lead officers")
    standing = TagColumn(verbose_name="Update", order=("standing", "name"))
    rag = RatingColumn(exported="rag", orderable=True, verbose_name="RAG")
    rag_reason = SaidColumn(text="rag_reason", verbose_name="Reason")
    business_case = SaidColumn(text="business_case_update", date="business_case_expected", verbose_name="Business case")
    business_case_expected = UpdateColumn(
        exported="business_case_expected", visible=False, verbose_name="Business case expected"
    )
    implementation = SaidColumn(
        text="implementation_update", date="implementation_expected", verbose_name="Implementation"
    )
    implementation_expected = UpdateColumn(
        exported="implementation_expected", visible=False, verbose_name="Implementation expected"
    )
    help_wanted = UpdateColumn(exported="help_wanted", visible=False, verbose_name="Help wanted")
    code = TextColumn(visible=False, orderable=False)
    act = ActColumn(accessor="pk", orderable=False, verbose_name="Open", exclude_from_export=True)

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        period: ReportingPeriod,
        reader: Reader,
        all_chosen: bool = False,
        is_one_row: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, programme=programme, **options)
        self.period, self.reader, self.all_chosen, self.is_one_row = period, reader, all_chosen, is_one_row
        self.is_late = period.is_overdue(programme.today)
        self.is_closed = period.closed_at is not None or period.cut_off < programme.today
        self._reviews = reverse("review_list", args=[programme.code])
        self._grid = reverse("reporting_grid", args=[programme.code])

    def edit_url(self, review: Any) -> str:
        return f"{self._reviews}{review.code}/updates/{self.period.code}/edit/?to=reporting"

    def row_url(self, review: Any) -> str:
        return f"{self._grid}{self.period.code}/reviews/{review.code}/"

    def update_url(self, review: Any, update: ProgressUpdate) -> str:
        return f"{self._reviews}{review.code}/updates/{self.period.code}/{update.version}/"

    def render_leads(self, record: Any) -> str:
        return ", ".join(
            f"{part.lead_officer.name} ({part.council.short_name})" if part.lead_officer else part.council.short_name
            for part in record.parts
        )

    def render_standing(self, record: Any) -> str:
        update = shown_update(record)
        status = update.status if update else Standing.NONE.value
        label = str(Standing(status).label)
        if self.is_closed and status != Standing.ACCEPTED:
            return "Not handed in" if status == Standing.NONE else f"Not handed in: {label.lower()}"
        if update is not None and update.version > 1 and status != Standing.ACCEPTED:
            return f"Correction: {label.lower()}"
        if self.is_late and status in MISSING:
            return "Overdue" if status == Standing.NONE else f"Overdue, {label.lower()}"
        return label

    def order_rag(self, reviews: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        places = [When(said_rating=value, then=Value(place)) for place, value in enumerate(RATING_PLACES)]
        placed = reviews.annotate(said_rating=rating_said(period=self.period)).annotate(
            place=Case(*places, default=Value(len(places)), output_field=IntegerField())
        )
        return placed.order_by("-place" if is_descending else "place", "name", "pk"), True
