"""A frozen chart, drawn as on a page, with the table that says the same."""

from governance.documents.content import Cell, Chart, Column, Row, Table
from programme.drawing.charts import Bar, Series, StackRow, bar_chart, stacked_bar_chart
from programme.drawing.charts import Chart as Drawing
from programme.drawing.cumulative_charts import Cumulative, draw_cumulative
from programme.drawing.running_totals import RunningTotals
from programme.drawing.tornado import Tornado, draw_tornado
from programme.drawing.waterfall import Waterfall


def draw_chart(chart: Chart) -> Drawing:
    """Return the drawing of `chart`: plain bars for one series, stacked bars for several."""
    if len(chart.series) == 1:
        return bar_chart(
            key=chart.key,
            title=chart.title,
            description=chart.description,
            bars=[Bar(label=row.label, value=row.values[0]) for row in chart.rows],
        )
    return stacked_bar_chart(
        key=chart.key,
        title=chart.title,
        description=chart.description,
        series=[Series(label=series.label, kind=series.kind) for series in chart.series],
        rows=[StackRow(label=row.label, values=row.values) for row in chart.rows],
    )


def chart_table(chart: Chart) -> Table:
    """Return the numbers of `chart` as a table."""
    return Table(
        caption=chart.title,
        columns=(
            Column(label=chart.row_heading, weight=3),
            *(Column(label=series.label, align="end") for series in chart.series),
        ),
        rows=tuple(
            Row(cells=(Cell(text=row.label), *(Cell(text=str(value)) for value in row.values))) for row in chart.rows
        ),
    )


def running_totals_table(chart: RunningTotals) -> Table:
    """Return the totals of `chart` at the end of each year as a table."""
    return Table(
        caption=chart.title,
        columns=(
            Column(label="At the end of", weight=2),
            *(Column(label=line.label, weight=3, align="end") for line in chart.lines),
        ),
        rows=tuple(
            Row(cells=(Cell(text=year.label), *(Cell(text=text) for text in year.texts))) for year in chart.years
        ),
        note=chart.description,
    )


def tornado_table(chart: Tornado) -> Table:
    """Return the figure as expected and under each swing as a table, in the order of the drawing."""
    return Table(
        caption=chart.title,
        columns=(Column(label="If", weight=3), Column(label=chart.column, weight=2, align="end")),
        rows=tuple(
            Row(cells=(Cell(text=row.label), *(Cell(text=cell.text) for cell in row.cells)))
            for row in draw_tornado(chart).rows
        ),
    )


def waterfall_table(chart: Waterfall) -> Table:
    """Return the whole and its parts as a table."""
    return Table(
        caption=chart.title,
        columns=(Column(label="Part", weight=3), Column(label=chart.column, weight=2, align="end")),
        rows=(
            Row(cells=(Cell(text=chart.whole.label), Cell(text=chart.whole.text)), kind="total"),
            *(Row(cells=(Cell(text=part.label), Cell(text=part.text))) for part in chart.parts),
        ),
    )


def cumulative_table(chart: Cumulative) -> Table:
    """Return the running totals at each place as a table."""
    drawn = draw_cumulative(chart)
    return Table(
        caption=chart.title,
        columns=(
            Column(label="To the end of", weight=2),
            *(Column(label=one, weight=2, align="end") for one in drawn.columns),
        ),
        rows=tuple(
            Row(cells=(Cell(text=row.label), *(Cell(text=cell.text) for cell in row.cells))) for row in drawn.rows
        ),
        note=chart.description,
    )
