"""Programme B's working group: five areas, recommendations in one run, references of the delivery plan."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.blocks import BlockContext, build_block
from services.models import Action
from services.queries.action_record import action_record
from services.queries.actions import recommendation_numbers
from tests.factories.governance import BodyFactory
from tests.services import programme_b

pytestmark = pytest.mark.django_db


@pytest.fixture
def areas(programme):
    return programme_b.load(programme)


class Cells(HTMLParser):
    """The words of every table row."""

    def __init__(self):
        super().__init__()
        self.rows, self.in_cell = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data):
        if self.in_cell:
            self.rows[-1][-1] += data


def rows_on(page):
    parser = Cells()
    parser.feed(page.content.decode())
    return [tuple(" ".join(cell.split()) for cell in row) for row in parser.rows]


def numbers_by_area(programme):
    return {
        group.area.name: [action.number for action in group.going_on if action.number is not None]
        for group in action_record(programme=programme).by_area()
    }


def test_recommendations_are_numbered_in_one_run_over_the_areas(programme, areas):
    assert numbers_by_area(programme) == {
        "Governance": [1, 2, 3, 4, 5, 6],
        "Communications": [7],
        "Culture and employment": [8, 9, 10],
        "Finance and performance": [11, 12, 13],
        "Customers": [],
    }
    assert sorted(recommendation_numbers(programme).values()) == [*range(1, 14)]


def test_areas_in_another_order_number_otherwise(programme, areas):
    governance = areas[0]
    governance.position = 9
    governance.save()

    assert list(numbers_by_area(programme).items()) == [
        ("Communications", [1]),
        ("Culture and employment", [2, 3, 4]),
        ("Finance and performance", [5, 6, 7]),
        ("Customers", []),
        ("Governance", [8, 9, 10, 11, 12, 13]),
    ]


def test_the_page_of_an_area_has_the_papers_table_of_action_and_commentary(programme, areas, office, sign_in):
    rows = rows_on(sign_in(office).get(areas[1].get_absolute_url()))

    plan = programme_b.PLAN
    assert rows == [
        ("Action", "Commentary"),
        ("Open the intranet to staff without a desk", f"Work in progress: {plan}, reference C1"),
        ("Test the style guide with screen readers", f"Work in progress: {plan}, reference C1"),
        ("Tell more people of the staff awards", f"Work in progress: {plan}, reference C3"),
        ("Put the values on the intranet for a week", f"Work in progress: {plan}, reference C1"),
        ("Report on the large projects", "Work in progressAlready going on with the large projects."),
        ("Reach people who never hear from us", f"Work in progress: {plan}, references C4 and C5"),
        ("Answer comments within a day", f"Work in progress: {plan}, references C4 and C5"),
        ("Ask residents twice a year", f"Work in progress: {plan}, references C4 and C5"),
        ("That every team does what it promised the caller", "Recommendation 7"),
    ]


def test_the_page_of_an_area_lists_what_is_finished(programme, areas, office, sign_in):
    page = sign_in(office).get(areas[0].get_absolute_url())

    finished = [action.title for action in page.context["said"].finished]
    assert finished == ["Meetings in the same weeks", "One template for reports", "New members' training shared"]
    assert "Decide once, plainly, and in public." in page.content.decode()


@pytest.mark.parametrize(
    ("references", "number"),
    [
        (("MT15",), 9),
        (("C1",), 3),
        (("C3",), 1),
        (("C4",), 3),
        (("C5",), 3),
        (("B1",), 1),
        (("B4",), 2),
        (("B5",), 1),
        (("F1",), 5),
        (("F3",), 2),
        (("G2",), 1),
        (("MT3",), 2),
        (("MT5",), 3),
        (("MT11",), 5),
        (("MT17",), 1),
        (("MT5", "G2"), 4),
        (("MT5", "MT3"), 3),
    ],
)
def test_the_list_is_filtered_by_one_or_several_references(programme, areas, office, sign_in, references, number):
    page = sign_in(office).get(reverse("action_list", args=["harbour"]), {"reference": references})

    assert len(page.context["table"].rows) == number
    assert {row.record.pk for row in page.context["table"].rows} == set(
        Action.objects.filter(references__reference__code__in=references).values_list("pk", flat=True)
    )


def test_every_reference_in_the_list_leads_to_the_list_of_it_alone(programme, areas, office, sign_in):
    html = sign_in(office).get(reverse("action_list", args=["harbour"]), {"per_page": 100}).content.decode()

    for code in programme_b.REFERENCES[:5]:
        assert f'<a href="/programmes/harbour/actions/?reference={code}">{code}</a>' in html


def test_the_page_of_a_reference_has_its_actions(programme, areas, office, sign_in):
    page = sign_in(office).get(reverse("plan_reference_detail", args=["harbour", "MT17"]))

    assert [row.record.title for row in page.context["table"].rows] == ["Learn more from the data we have"]


def test_references_stand_in_the_order_in_which_people_count(programme, areas, office, sign_in):
    rows = rows_on(sign_in(office).get(reverse("plan_reference_list", args=["harbour"])))

    assert [row[0] for row in rows[1:]] == [
        *("B1", "B4", "B5", "C1", "C3", "C4", "C5", "F1", "F3", "G2", "MT3", "MT5", "MT11", "MT15", "MT17"),
    ]


def test_the_report_prints_the_areas_as_the_paper_does(programme, areas):
    context = BlockContext(programme=programme, body=BodyFactory(programme=programme), as_at=None, at=timezone.now())

    blocks = build_block(code="actions_by_area", parameters={}, context=context)

    headings = [block.markdown for block in blocks if block.kind == "prose" and block.markdown.startswith("## ")]
    assert headings == [f"## {name}" for name, *_ in programme_b.AREAS]
    customers = blocks[-1]
    references = ["F1, MT5 and MT11", "F1, MT3, MT5 and MT11", "G2, MT11 and MT17", "F1, MT3, MT5 and MT11"]
    references += ["F1, F3 and MT11", "F1 and F3"]
    assert [tuple(cell.text for cell in row.cells) for row in customers.rows] == [
        (title, f"Work in progress: {programme_b.PLAN}, references {said}")
        for (title, _), said in zip(programme_b.AREAS[-1][3], references, strict=True)
    ]
    (run,) = build_block(code="recommendations_in_one_run", parameters={}, context=context)
    assert [row.cells[0].text for row in run.rows] == [str(number) for number in range(1, 14)]
    assert run.note == ""
