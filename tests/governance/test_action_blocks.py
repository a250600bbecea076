"""The blocks of actions, recommendations and scrutiny sessions: what they draw, for whom, and as at when."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import page
import pgtrigger
import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone

from governance.blocks import BLOCKS, BlockContext, BlockParametersInvalid, build_block
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.forms.report_parts import PREFIX, BlockSectionForm
from governance.reports.snapshot import draft_report
from programme.wording.prose import as_markdown, render_inline_prose
from services.models import SessionCouncil
from tests.factories.actions import ActionFactory, AreaFactory, PlanReferenceFactory, SessionFactory, refer
from tests.factories.gates import GroupFactory
from tests.factories.governance import BodyFactory, ReportFactory, ReportSectionFactory, london
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory
from tests.factories.services import ParticipationFactory, ReviewFactory
from tests.services import programme_b

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=london(2022, 2, 1).date())


@pytest.fixture
def area(programme):
    return AreaFactory(programme=programme, code="members", name="Members", ambition="Well informed members.")


def context_of(programme, *, council=None, as_at=None):
    body = BodyFactory(programme=programme, council=council)
    return BlockContext(programme=programme, body=body, as_at=as_at, at=timezone.now())


def draw(code, context, **parameters):
    return build_block(code=code, parameters=parameters, context=context)


def let_time_pass():
    """Everything recorded so far was recorded a hundred days earlier."""
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            with pgtrigger.ignore():
                model._default_manager.update(pgh_created_at=F("pgh_created_at") - timedelta(days=100))


def words(block):
    if block.kind == "table":
        return [tuple(cell.text for cell in row.cells) for row in block.rows]
    return block.markdown


class TestActionsByArea:
    def test_an_area_has_its_heading_ambition_finished_items_and_table(self, programme, area):
        ActionFactory(programme=programme, area=area, title="Train all [members]", position=1, complete=True)
        refer(ActionFactory(programme=programme, area=area, title="Send papers early", position=2), "C4", "C5")
        ActionFactory(
            programme=programme,
            area=area,
            title="That a guide be written",
            commentary="Soon.",
            position=3,
            recommended=True,
        )
        ActionFactory(programme=programme, area=area, title="Print it", position=4, dropped=True)

        assert [words(block) for block in draw("actions_by_area", context_of(programme))] == [
            "## Members",
            "Well informed members.",
            "Finished so far:\n\n- Train all \\[members\\] (January 2023)",
            [
                ("Send papers early", "Work in progress: Delivery Plan 2022-24, references C4 and C5"),
                ("That a guide be written", "Recommendation 1\n\nSoon."),
            ],
        ]

    def test_a_recommendation_no_longer_needed_stands_there_with_its_reason(self, programme, area):
        ActionFactory(
            programme=programme, area=area, title="That it be printed", position=1, is_recommendation=True, dropped=True
        )
        ActionFactory(programme=programme, area=area, title="That it be read", position=2, recommended=True)

        assert words(draw("actions_by_area", context_of(programme))[-1]) == [
            ("That it be printed", "Recommendation 1 (no longer needed)\n\nDone otherwise."),
            ("That it be read", "Recommendation 2"),
        ]

    def test_parameters_narrow_it_to_an_area_a_reference_or_recommendations(self, programme, area):
        other = AreaFactory(programme=programme, name="Staff")
        refer(ActionFactory(programme=programme, area=area, title="One"), "C4")
        refer(ActionFactory(programme=programme, area=other, title="Two"), "MT15")
        ActionFactory(programme=programme, area=other, title="Three", recommended=True)
        ActionFactory(programme=programme, title="Four")
        context = context_of(programme)

        def titles(**parameters):
            blocks = draw("actions_by_area", context, **parameters)
            return [row.cells[0].text for block in blocks if block.kind == "table" for row in block.rows]

        assert titles() == ["One", "Two", "Three", "Four"]
        assert titles(area="members") == ["One"]
        assert titles(reference="MT15") == ["Two"]
        assert titles(only_recommendations=True) == ["Three"]
        assert titles(area="members", reference="MT15") == []

    def test_actions_of_no_area_come_last_under_a_heading(self, programme, area):
        ActionFactory(programme=programme, title="Alone")

        assert [words(block) for block in draw("actions_by_area", context_of(programme))] == [
            "## Other actions",
            [("Alone", "Work in progress")],
        ]

    def test_without_actions_it_says_so(self, programme, area):
        (nothing,) = draw("actions_by_area", context_of(programme))
        assert nothing.markdown == "No actions are reported to this body."
        assert words(draw("actions_by_area", context_of(programme), area="members")[-1]) == "No actions in this area."

    def test_a_body_of_one_council_is_told_of_its_reviews_and_the_programmes_own(self, programme, area):
        council = MembershipFactory(programme=programme).council
        own, other = (ReviewFactory(programme=programme) for _ in range(2))
        ParticipationFactory(review=own, council=council)
        for place, (title, review) in enumerate([("Other", other), ("Own", own), ("Programme", None)], 1):
            ActionFactory(programme=programme, area=area, title=title, review=review, position=place, recommended=True)
        context = context_of(programme, council=council)

        assert words(draw("actions_by_area", context)[-1]) == [
            ("Own", "Recommendation 2"),
            ("Programme", "Recommendation 3"),
        ]
        (run,) = draw("recommendations_in_one_run", context)
        assert [row.cells[0].text for row in run.rows] == ["2", "3"]
        assert run.note == (
            "The numbers run over the whole programme; recommendations that are not this body's are left out."
        )

    def test_what_was_recorded_later_does_not_leak_in(self, programme, area):
        action = ActionFactory(programme=programme, area=area, title="That it be read", position=2, recommended=True)
        let_time_pass()
        then = timezone.now() - timedelta(days=50)
        ActionFactory(programme=programme, area=area, title="New", position=1, recommended=True)
        action.title = "That it be read aloud"
        action.save()

        assert words(draw("actions_by_area", context_of(programme, as_at=then))[-1]) == [
            ("That it be read", "Recommendation 1")
        ]
        assert words(draw("recommendations_in_one_run", context_of(programme))[0]) == [
            ("1", "New", "Members", "Not started"),
            ("2", "That it be read aloud", "Members", "Not started"),
        ]
        (source,) = draw("recommendations_in_one_run", context_of(programme, as_at=then))[0].rows[0].sources
        assert source.ref == action.get_absolute_url()


class TestScrutinySessions:
    def test_sessions_of_a_period_with_what_was_challenged_and_approved(self, programme):
        review = ReviewFactory(programme=programme, name="Parking")
        board = GroupFactory(programme=programme, name="Programme board")
        for month in (1, 2, 3):
            session = SessionFactory(review=review, group=board, held_on=london(2023, month, 5).date())
        for name in ("Wendle", "Ashmere"):
            SessionCouncil.objects.create(session=session, council=CouncilFactory(short_name=name))

        (table,) = draw("scrutiny_sessions", context_of(programme), since="2023-02-01", until="2023-03-31")

        assert table.caption == "Scrutiny sessions, 1 February 2023 to 31 March 2023"
        said = ("Whether the dates hold.", "The plan up to the summer.")
        assert words(table) == [
            ("5 February 2023", "Parking", "Programme board", *said),
            ("5 March 2023", "Parking", "Programme board; Ashmere, Wendle", *said),
        ]

    def test_a_body_of_one_council_is_told_of_its_reviews(self, programme):
        council = MembershipFactory(programme=programme).council
        SessionFactory(review=ReviewFactory(programme=programme))

        (table,) = draw("scrutiny_sessions", context_of(programme, council=council))

        assert (table.rows, table.note) == ((), "No scrutiny session was held.")


@pytest.mark.parametrize(
    ("parameters", "faults"),
    [
        (
            {"area": "elsewhere"},
            {"area": "Area of review: no area “elsewhere” in this programme. Its areas: members."},
        ),
        (
            {"reference": ["MT15"]},
            {
                "reference": "Delivery plan reference: no delivery plan reference “['MT15']” in this programme. "
                "Its references: none."
            },
        ),
        (
            {"only_recommendations": "perhaps"},
            {"only_recommendations": "Only recommendations: write true, or leave it out."},
        ),
    ],
)
def test_parameters_that_name_nothing_are_told(programme, area, parameters, faults):
    AreaFactory(code="elsewhere")
    PlanReferenceFactory(code="MT15")
    with pytest.raises(BlockParametersInvalid) as caught:
        draw("actions_by_area", context_of(programme), **parameters)
    assert caught.value.faults == faults


def test_the_clerks_form_offers_areas_references_and_a_tick(programme, area):
    reference = PlanReferenceFactory(programme=programme, code="MT15")
    chosen = {"area": "members", "reference": reference.code, "only_recommendations": "on"}
    sent = {"heading": "Actions", **{f"{PREFIX}{name}": value for name, value in chosen.items()}}
    form = BlockSectionForm(sent, block=BLOCKS["actions_by_area"], told=context_of(programme))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["parameters"] == {"area": "members", "reference": "MT15", "only_recommendations": True}


@pytest.mark.parametrize(
    "text", ["1. First", "# Heading", "- item", "*a* _b_ `c` [d](e) <f> ~~g~~ h & i &amp; j|k \\ l"]
)
def test_plain_words_stay_plain_in_markdown(text):
    assert unescape(str(render_inline_prose(as_markdown(text)))) == text


def test_a_report_of_programme_b_is_an_accessible_document():
    report = ReportFactory(written=True)
    programme_b.load(report.meeting.body.programme)
    SessionFactory(review=ReviewFactory(programme=report.meeting.body.programme))
    for code in ("actions_by_area", "recommendations_in_one_run", "scrutiny_sessions"):
        ReportSectionFactory(
            report=report, code=code.replace("_", "-"), heading=code, kind="block", block=code, body=""
        )

    html = render_html(draft_report(report=report, version=1, actor=None, at=timezone.now()).snapshot)
    checked = page.validate_pdf_bytes(render_pdf(html))

    assert checked.rules.failed == 0
    assert "Recommendation 13" in html
