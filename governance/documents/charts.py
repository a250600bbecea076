"""A frozen chart, drawn as on a page, with the table that says the same."""

from governance.documents.content import Cell, Chart, Column, Row, Table
from programme.charts import Bar, Series, StackRow, bar_chart, stacked_bar_chart
from programme.charts import Chart as Drawing
from programme.running_totals import RunningTotals
from programme.tornado import Tornado, draw_tornado


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
