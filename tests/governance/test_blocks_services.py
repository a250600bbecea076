"""The live blocks of programme A's paper: progress of each service, and principles and outcomes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.blocks import BlockContext, build_block
from governance.documents.content import Prose, Table
from governance.documents.html import render_html
from governance.documents.pdf import render_pdf
from governance.documents.snapshot import Section
from programme.enums import AimKind
from programme.models import Aim
from programme.values.partial_date import PartialDate
from services.enums import ProjectState, Stage
from services.models import Project, ProjectDependency, ReviewAim
from tests.factories.governance import BodyFactory, london
from tests.factories.programme import MembershipFactory, ProgrammeFactory, UserFactory
from tests.factories.services import (
    DependencyFactory,
    ParticipationFactory,
    ProjectFactory,
    ReviewFactory,
    UpdateFactory,
)
from tests.governance.documents import samples
from tests.governance.documents.test_pdf import bookmarks_of, failed_rules, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(starts_on=london(2022, 2, 1).date())


def context_of(programme, *, council=None, as_at=None):
    return BlockContext(
        programme=programme, body=BodyFactory(programme=programme, council=council), as_at=as_at, at=timezone.now()
    )


def draw(code, context, **parameters):
    return build_block(code=code, parameters=parameters, context=context)


def cells_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def tell(programme):
    """A review under way with projects, one that left in use, and one of which nothing is said."""
    council = MembershipFactory(programme=programme, council__short_name="Alder").council
    licensing = ReviewFactory(
        programme=programme,
        name="Licensing *and* markets",
        position=1,
        stage=Stage.IMPLEMENTATION,
        agreement="Memorandum of understanding",
        agreement_from=PartialDate.month(2019, 4),
    )
    ParticipationFactory(review=licensing, council=council)
    UpdateFactory(
        review=licensing,
        accepted=True,
        decided_by=UserFactory(name="Ada North"),
        business_case_update="Both committees agreed.",
        implementation_update="# Done\n\n- desks\n- telephones",
        implementation_expected=PartialDate.month(2031, 5),
    )
    ReviewFactory(
        programme=programme,
        name="Payroll",
        position=2,
        stage=Stage.BUSINESS_AS_USUAL,
        complete=True,
        left_on=london(2023, 6, 30).date(),
        left_reason="One council runs it again.",
    )
    ReviewFactory(programme=programme, name="Parking", position=3, on_hold=True)
    system = ProjectFactory(
        review=licensing,
        name="One system",
        position=1,
        state=ProjectState.ON_HOLD,
        state_reason="No supplier.",
        state_since=PartialDate.month(2023, 3),
        planned_finish=PartialDate.month(2031, 5),
    )
    forms = ProjectFactory(
        review=licensing, name="Web forms", position=2, planned_start=PartialDate.month(2031, 6), expected_finish=None
    )
    ProjectFactory(review=licensing, name="One desk", position=3, complete=True)
    DependencyFactory(project=forms, needs=system)
    return licensing


class TestProgressByService:
    def test_each_service_has_a_heading_its_standing_its_words_and_its_projects(self, programme):
        tell(programme)

        first, projects, left, parking = draw("progress_by_service", context_of(programme))

        assert first.markdown.split("\n\n")[:5] == [
            r"# Licensing \*and\* markets",
            "**Stage: implementation**",
            "Councils: Alder.",
            "It runs under Memorandum of understanding, in force from April 2019.",
            "**Business case:** Both committees agreed.",
        ]
        assert "**Implementation:**\n\n## Done\n\n- desks\n- telephones" in first.markdown
        assert "Expected: implementation May 2031." in first.markdown
        assert "accepted by Ada North" in first.markdown
        assert projects.caption == "Projects of Licensing *and* markets"
        assert cells_of(projects) == [
            ["One system", "On hold since March 2023: No supplier.", "May 2031", "May 2031", ""],
            ["Web forms", "Not started. Broken dependency: One system is on hold.", "", "", ""],
            ["One desk", "Complete.", "", "", "April 2023"],
        ]
        assert left.markdown.split("\n\n") == [
            "# Payroll",
            r"**Left the programme on 30 June 2023, because:** One council runs it again\.",
            "**In use as business as usual**",
            "No update has been accepted yet.",
        ]
        assert parking.markdown.split("\n\n")[1] == r"**Stage: scoping, on hold**: Waiting for the budget\."

    def test_a_project_says_what_it_waits_for(self, programme):
        review = ReviewFactory(programme=programme, name="Licensing")
        council = ParticipationFactory(review=review).council
        agreement = ProjectFactory(review=review, name="Agreement", position=1, active=True)
        desktop = ProjectFactory(review=review, name="One desktop", position=2)
        elsewhere = ProjectFactory(review=ReviewFactory(programme=programme, name="Secret"), name="Secret work")
        for needed in (agreement, elsewhere):
            DependencyFactory(project=desktop, needs=needed)

        _, projects = draw("progress_by_service", context_of(programme, council=council))

        assert cells_of(projects)[1][1] == "Not started. Waits for Agreement and a project of another review."

    def test_a_date_to_be_confirmed_stands_within_its_sentence(self, programme):
        review = ReviewFactory(programme=programme, stage=Stage.SCOPING)
        UpdateFactory(
            review=review, accepted=True, implementation_expected=PartialDate.to_be_confirmed("once approved")
        )

        prose, *_ = draw("progress_by_service", context_of(programme))

        assert "implementation to be confirmed once approved" in prose.markdown

    def test_a_body_of_one_council_is_told_of_its_reviews_and_names_no_others_project(self, programme):
        licensing = tell(programme)
        other = ProjectFactory(review=ReviewFactory(programme=programme, name="Secret"), name="Secret work")
        DependencyFactory(
            project=ProjectFactory(review=licensing, name="Inspection", active=True, position=9), needs=other
        )
        council = licensing.participations.get().council

        first, projects = draw("progress_by_service", context_of(programme, council=council))

        assert "Licensing" in first.markdown
        assert cells_of(projects)[-1][1] == (
            "Under way. Broken dependency: A project of another review is not finished, "
            "though this project has started."
        )

    def test_a_programme_without_reviews_says_so(self, programme):
        (prose,) = draw("progress_by_service", context_of(programme))
        assert prose.markdown == "No service reviews are reported to this body."

    def test_it_asks_as_much_of_three_reviews_as_of_one(self, programme, django_assert_num_queries):
        for _ in range(3):
            tell(programme)
            now, then = context_of(programme), context_of(programme, as_at=timezone.now())
            with django_assert_num_queries(6):
                draw("progress_by_service", now)
            with django_assert_num_queries(8):
                draw("progress_by_service", then)

    def test_its_pdf_fails_no_rule(self, programme):
        licensing = tell(programme)
        licensing.name = "Licensing " + "and markets " * 12
        licensing.save()
        Aim.objects.create(programme=programme, code="one", kind=AimKind.PRINCIPLE, name="No team of one", text="- Why")
        context = context_of(programme)
        blocks = (*draw("progress_by_service", context), *draw("principles_and_outcomes", context))
        section = Section(heading="Progress of each service", number="1", blocks=blocks)

        pdf = render_pdf(render_html(samples.snapshot(sections=(section,))))

        assert failed_rules(pdf) == []
        titles = [title for _, title in bookmarks_of(pdf)]
        assert "Payroll" in titles
        assert "because: One council runs it again." in text_of(pdf)


@pytest.mark.django_db(transaction=True)
class TestAsAt:
    def test_what_was_changed_later_does_not_leak_in(self):
        programme = ProgrammeFactory()
        review = ReviewFactory(programme=programme, name="Licensing")
        system = ProjectFactory(review=review, name="One system", position=1, active=True)
        forms = ProjectFactory(review=review, name="Web forms", position=2)
        dependency = DependencyFactory(project=forms, needs=system)
        aim = Aim.objects.create(programme=programme, code="one", kind=AimKind.PRINCIPLE, name="No team of one")
        link = ReviewAim.objects.create(review=review, aim=aim)
        between = timezone.now()
        Project.objects.filter(pk=system.pk).update(
            state=ProjectState.CANCELLED, state_reason="Dear.", name="Old system"
        )
        ProjectFactory(review=review, name="Added later", position=3)
        ProjectDependency.objects.filter(pk=dependency.pk).update(reason="Needed.")
        Aim.objects.filter(pk=aim.pk).update(name="Renamed")
        ReviewAim.objects.filter(pk=link.pk).update(removed_at=timezone.now())

        then, now = context_of(programme, as_at=between), context_of(programme)

        tables = [draw("progress_by_service", context)[1] for context in (then, now)]
        assert [[row[0], row[1]] for row in cells_of(tables[0])] == [
            ["One system", "Under way."],
            ["Web forms", "Not started. Waits for One system."],
        ]
        assert [[row[0], row[1]] for row in cells_of(tables[1])] == [
            ["Old system", "Cancelled: Dear."],
            ["Web forms", "Not started. Broken dependency: Old system is cancelled."],
            ["Added later", "Not started."],
        ]
        aims = [draw("principles_and_outcomes", context)[0] for context in (then, now)]
        assert [cells_of(table)[1] for table in aims] == [
            ["No team of one", "Licensing"],
            ["Renamed", "None yet"],
        ]

    def test_a_dependency_removed_later_still_stands_then(self):
        programme = ProgrammeFactory()
        review = ReviewFactory(programme=programme)
        dependency = DependencyFactory(
            project=ProjectFactory(review=review, position=2),
            needs=ProjectFactory(review=review, on_hold=True, position=1),
        )
        between = timezone.now()
        ProjectDependency.objects.filter(pk=dependency.pk).update(removed_at=timezone.now())

        then = cells_of(draw("progress_by_service", context_of(programme, as_at=between))[1])
        now = cells_of(draw("progress_by_service", context_of(programme))[1])

        assert ["Broken dependency" in row[1] for row in then] == [False, True]
        assert ["Broken dependency" in row[1] for row in now] == [False, False]


class TestPrinciplesAndOutcomes:
    def test_each_with_what_it_means_and_who_serves_it(self, programme):
        council = MembershipFactory(programme=programme, council__short_name="Alder").council
        today = timezone.localdate()
        principle = Aim.objects.create(
            programme=programme, code="p", kind=AimKind.PRINCIPLE, name="No team of one", text="Cover for *each*."
        )
        Aim.objects.create(programme=programme, code="o", kind=AimKind.OUTCOME, name="Thriving towns", council=council)
        Aim.objects.create(
            programme=programme, code="x", kind=AimKind.OUTCOME, name="Gone", ended_on=today - timedelta(days=1)
        )
        Aim.objects.create(
            programme=programme, code="y", kind=AimKind.OUTCOME, name="To come", agreed_on=today + timedelta(days=1)
        )
        for review in (
            ReviewFactory(programme=programme, name="Payroll", position=2, left=True),
            ReviewFactory(programme=programme, name="Licensing", position=1),
        ):
            ReviewAim.objects.create(review=review, aim=principle)

        (table,) = draw("principles_and_outcomes", context_of(programme))

        assert cells_of(table) == [
            ["Guiding principles"],
            ["No team of one", "Cover for *each*.", "Licensing; Payroll (left the programme)"],
            ["Corporate outcomes"],
            ["Thriving towns (Alder)", "", "None yet"],
        ]

    def test_one_kind_alone_stands_under_its_own_title(self, programme):
        for kind, name, text in (
            (AimKind.PRINCIPLE, "No team of one", ""),
            (AimKind.OUTCOME, "Thriving towns", "Shops stay."),
        ):
            Aim.objects.create(programme=programme, code=kind, kind=kind, name=name, text=text)
        context = context_of(programme)

        (principles,) = draw("principles_and_outcomes", context, only_principles=True)
        (outcomes,) = draw("principles_and_outcomes", context, only_outcomes=True)
        (both,) = draw("principles_and_outcomes", context, only_principles=True, only_outcomes=True)

        assert (principles.caption, [column.label for column in principles.columns], cells_of(principles)) == (
            "Guiding principles",
            ["Guiding principle", "Reviews that serve it"],
            [["No team of one", "None yet"]],
        )
        assert (outcomes.caption, cells_of(outcomes)) == (
            "Corporate outcomes",
            [["Thriving towns", "Shops stay.", "None yet"]],
        )
        assert (both,) == draw("principles_and_outcomes", context)

    def test_none_are_recorded(self, programme):
        (table,) = draw("principles_and_outcomes", context_of(programme))
        assert (table.rows, table.note) == ((), "No principles or outcomes are recorded.")

    def test_the_kinds_of_block(self, programme):
        tell(programme)
        kinds = {type(block) for block in draw("progress_by_service", context_of(programme))}
        assert kinds == {Prose, Table}
