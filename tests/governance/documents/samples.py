"""Literal snapshots, one for each of the five house styles: what a frozen report holds, written out by hand."""

from datetime import UTC, date, datetime
from pathlib import Path

from ruamel.yaml import YAML

from governance.documents.content import (
    Cell,
    Column,
    Figure,
    NotApplicable,
    Prose,
    Recommendation,
    Recommendations,
    Row,
    Source,
    Table,
)
from governance.documents.layout import Layout
from governance.documents.layout_schema import read_layout
from governance.documents.numbering import number_snapshot
from governance.documents.snapshot import (
    Appendix,
    BackgroundPaper,
    ClearanceBox,
    Contact,
    HeaderRow,
    HouseStyleFacts,
    MeetingFacts,
    Named,
    Notice,
    Person,
    ReportFacts,
    Section,
    Signature,
    Snapshot,
)
from programme.drawing.bars import BarRow, Bars, Series

LAYOUTS = Path(__file__).parent / "layouts"
STYLES = ("a", "b", "c", "d", "e")
TBC = "To be confirmed once the business case is approved"

REVIEWS = [
    ("ICT and data protection", "Scope agreed for the first structure review", "April 2023", "green"),
    ("Revenues and benefits", "Waiting for one pro forma from a third council", "June 2023", "amber"),
    (
        "Economic development and inward investment",
        "First meetings held; the business case is being written",
        "April 2023",
        "green",
    ),
    ("Risk management and insurance", "Fact finding done; the direction is agreed", "March 2023", "green"),
    (
        "Emergency planning and business continuity",
        "**On hold** until the scope of the review is settled",
        "May 2023",
        "on_hold",
    ),
    ("Accountancy and finance", "Scoping has begun. As-is work follows once the budget is set", "May 2023", "red"),
    ("Customer contact", "As-is work under way; to-be meetings are booked", "April 2023", "green"),
    ("Waste, countryside and open spaces", "Scoping done; data is being gathered", "May 2023", "green"),
    ("Parking", "Scoping dates depend on a change of service manager", "May 2023", "amber"),
    (
        "Democratic services and secretarial support",
        "**On hold** through staff absence; some scoping continues",
        "June 2023",
        "on_hold",
    ),
    ("Legal", "Data capture continues", "April 2023", "green"),
    ("Fraud", "The two service managers have met to scope the review", "May 2023", "unrated"),
    (
        "Procurement",
        "To-be design finished; as-is work begun:\n\n- contracts register\n- spend by supplier",
        "March 2023",
        "green",
    ),
]
LARGE_PRINT = "You can have this report in large print, in Braille or in another language: ask the contact above."


def layout(style: str) -> Layout:
    """The layout of house style "a" to "e", as a clerk wrote it."""
    return read_layout(YAML(typ="safe").load(LAYOUTS / f"house_style_{style}.yaml"))


def progress_table() -> Table:
    source = Source(
        label="Accepted by Rowan Achebe, programme office, on 31 January 2023", ref="/programmes/oneteam/reviews/ict/"
    )
    return Table(
        caption="Service reviews: progress to 31 January 2023",
        columns=(
            Column(label="Service", weight=5),
            Column(label="Business case update", weight=6),
            Column(label="Expected business case completion date", weight=4),
            Column(label="Implementation update", weight=4),
            Column(label="Rating", weight=3),
        ),
        rows=(
            _review(
                name="Human resources",
                said="",
                due="Approved April 2022",
                implementation="August 2023",
                rag="green",
                source=source,
            ),
            _review(
                name="Communications and digital engagement",
                said="",
                due="Approved November 2022",
                implementation="May 2023",
                rag="green",
                source=source,
            ),
            Row(kind="heading", cells=(Cell(text="Phase 1: October 2022 to April 2023"),)),
            *(
                _review(name=name, said=said, due=due, implementation=TBC, rag=rag, source=source)
                for name, said, due, rag in REVIEWS
            ),
        ),
        note="A review on hold keeps its last expected date.",
    )


def _review(*, name: str, said: str, due: str, implementation: str, rag: str, source: Source) -> Row:
    return Row(
        cells=(
            Cell(text=name),
            Cell(text=said, markdown=True),
            Cell(text=due),
            Cell(text=implementation),
            Cell(text=rag.replace("_", " ").capitalize(), rag=rag),
        ),
        sources=(source,),
    )


def reviews_started() -> Figure:
    return Figure(
        sentence="**13 reviews** will have started by the end of February 2023.",
        value="13",
        unit="reviews",
        rows=tuple(name for name, *_ in REVIEWS),
        rule="Reviews of phase 1 whose stage is past not started, or which start on or before 28 February 2023.",
    )


def ratings_chart() -> Bars:
    return Bars(
        key="ratings",
        title="Reviews by rating",
        description="Fifteen reviews: nine green, two amber, one red, one unrated and two on hold.",
        series=(Series("Reviews"),),
        rows=tuple(
            BarRow(label, (value,))
            for label, value in [("Green", 9), ("Amber", 2), ("Red", 1), ("Unrated", 1), ("On hold", 2)]
        ),
        heading="Rating",
    )


BUDGET = Table(
    caption="Programme budget, year one (£000)",
    columns=(Column(label="Line", weight=3), Column(label="£000", align="end")),
    rows=(
        Row(cells=(Cell(text="Anticipated"), Cell(text="247"))),
        Row(cells=(Cell(text="Spent"), Cell(text="173"))),
        Row(cells=(Cell(text="Committed"), Cell(text="50"))),
        Row(kind="total", cells=(Cell(text="Available"), Cell(text="24"))),
    ),
)
RISKS = Table(
    caption="Exceptions since the last board",
    columns=(
        Column(label="Risk", weight=4),
        Column(label="Mitigation", weight=4),
        Column(label="Score", align="centre", weight=1),
    ),
    rows=(
        Row(
            cells=(
                Cell(text="Reviews compete for the same managers"),
                Cell(text="Stagger the start dates"),
                Cell(text="9"),
            )
        ),
        Row(
            cells=(
                Cell(text="One council's budget process delays a review"),
                Cell(text="Agree the calendar in advance"),
                Cell(text="—"),
            )
        ),
    ),
)
RECOMMENDATIONS = (
    Recommendation(
        number=1,
        text="That the committee notes the progress of the programme.",
        reason="The committee asked for a report each quarter.",
    ),
    Recommendation(
        number=2,
        text="That the committee passes any comments to the executive.\n\nComments are due by 31 March 2023.",
        reason="The executive decides on the next phase.",
    ),
)
BODIES = {
    "purpose": (Prose(markdown="To report on the programme's progress in the quarter."),),
    "introduction": (
        Prose(
            markdown="The two councils agreed a strategic partnership on 25 January 2022 and share a chief executive "
            "from 1 February 2022.\n\n"
            "The road map runs for about 24 months."
        ),
    ),
    "progress": (
        Prose(markdown="The table shows each review, what was said of it last, and when its business case is due."),
        progress_table(),
        reviews_started(),
        ratings_chart(),
        Prose(
            markdown="### Other joint work\n\nBoth councils now use the same wireless network. It:\n\n"
            "- is open to staff and members\n- needs one password\n\n"
            "A joint intranet follows. See [the programme pages](https://councils.example/programme)."
        ),
    ),
    "budget": (Prose(markdown="The budget has not changed since the last report."), BUDGET),
    "risk": (Prose(markdown="The board receives risks by exception. The log is at Appendix 1."),),
    "environmental": (NotApplicable(),),
}


def _sections(made_from: Layout) -> tuple[Section, ...]:
    def build(part) -> Section:
        if part.kind == "recommendations":
            blocks = (Recommendations(items=RECOMMENDATIONS, lead=made_from.recommendations.lead),)
        else:
            blocks = BODIES.get(part.code) or (
                () if part.sections else (Prose(markdown=part.text or "Nothing has changed since the last report."),)
            )
        return Section(
            code=part.code,
            heading=part.heading,
            kind=part.kind,
            numbered=part.numbered,
            look=part.look,
            blocks=blocks,
            sections=tuple(build(inner) for inner in part.sections),
        )

    return tuple(build(part) for part in made_from.sections)


def snapshot(style: str = "d", **changes: object) -> Snapshot:
    """A whole report in house style "a" to "e"."""
    made_from = layout(style)
    facts: dict[str, object] = {
        "report": ReportFacts(
            code="Q4-2022",
            title="OneTeam transformation programme: quarter 4 update",
            version=2,
            agenda_item="7",
            authors=(Person(name="Rowan Achebe", role="Director of Policy"),),
        ),
        "programme": Named(code="oneteam", name="OneTeam transformation programme"),
        "councils": (
            Named(code="rochford", name="Rochford District Council"),
            Named(code="brentwood", name="Brentwood Borough Council"),
        ),
        "meeting": MeetingFacts(
            body=Named(code="scrutiny", name="Overview and Scrutiny Committee"),
            held_on=date(2023, 3, 7),
            time="7.30pm",
            place="Civic Suite",
        ),
        "house_style": HouseStyleFacts(code=f"style-{style}", name=f"House style {style.upper()}", layout=made_from),
        "as_at": datetime(2023, 1, 31, 17, 0, tzinfo=UTC),
        "generated_at": datetime(2023, 2, 20, 9, 30, tzinfo=UTC),
        "generated_by": Person(name="Sam Okafor", role="Committee clerk"),
        "header": tuple(HeaderRow(label=field.label, value=field.text or "All") for field in made_from.header),
        "sections": _sections(made_from),
        "signatures": (Signature(name="Rowan Achebe", post="Director of Policy"),),
        "contacts": (
            Contact(
                label="Officer contact",
                name="Rowan Achebe",
                post="Director of Policy",
                email="rowan.achebe@councils.example",
                phone="01632 960123",
            ),
        ),
        "background_papers": (
            BackgroundPaper(title="Strategic partnership", dated="25 January 2022", location="Council's website"),
            BackgroundPaper(title="Quarter 3 update", dated="November 2022"),
        ),
        "clearances": tuple(
            ClearanceBox(
                role=box.role,
                subject=box.subject,
                cleared_on=None if place else date(2023, 2, 17),
                by="" if place else "Ade Turner",
            )
            for place, box in enumerate(made_from.clearances)
        ),
        "notices": tuple(Notice(heading=notice.heading, text=notice.text) for notice in made_from.notices),
        "appendices": (
            Appendix(
                label="Appendix 1",
                title="Exception risk log",
                sections=(
                    Section(
                        heading="Open exceptions", blocks=(Prose(markdown="Two risks are outside tolerance."), RISKS)
                    ),
                ),
            ),
            Appendix(label="Appendix 2", title="Road map"),
        ),
    }
    return number_snapshot(Snapshot(**{**facts, **changes}))
