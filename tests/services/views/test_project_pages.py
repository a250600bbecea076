"""The pages of projects: what they say, to whom, what they refuse, and what they ask of the database."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from programme.enums import Role
from programme.values.partial_date import PartialDate
from services.enums import ProjectState
from services.models import Project, ProjectDependency
from services.queries.projects import broken_dependencies_led
from tests.factories.programme import ProgrammeFactory, user_with_role
from tests.factories.services import DependencyFactory, ProjectFactory, ReviewFactory, lead_of, office_of

pytestmark = pytest.mark.django_db

LIST_QUERIES = 10
TAB_QUERIES = 8
DETAIL_QUERIES = 8


@pytest.fixture
def board(programme):
    return user_with_role(Role.BOARD_MEMBER, programme)


@pytest.fixture
def project(review):
    return ProjectFactory(review=review, code="depot", name="Depot", summary="A roof.")


def at(name, project, **more):
    codes = {"programme_code": project.programme.code, "review_code": project.review.code}
    return reverse(name, kwargs={**codes, "project_code": project.code, **more})


def values_of(form, **changed):
    return {name: form[name].value() if form[name].value() is not None else "" for name in form.fields} | changed


def names(response):
    return [row.record.name for row in response.context["table"].rows]


class TestQueries:
    @pytest.mark.parametrize("number", [1, 3])
    def test_the_same_however_many(self, review, period, office, sign_in, django_assert_num_queries, number):
        for _ in range(number):
            other = ReviewFactory(programme=review.programme)
            first = ProjectFactory(review=review, lead=lead_of(review), on_hold=True)
            second = ProjectFactory(review=other, lead=lead_of(other))
            DependencyFactory(project=second, needs=first)
            DependencyFactory(project=ProjectFactory(review=review), needs=second)
        client = sign_in(office)

        with django_assert_num_queries(LIST_QUERIES):
            client.get(reverse("project_list", args=[review.programme.code]), {"dependency": "broken"})
        with django_assert_num_queries(TAB_QUERIES):
            client.get(reverse("review_projects", args=[review.programme.code, review.code]))
        with django_assert_num_queries(DETAIL_QUERIES):
            client.get(at("project_detail", first))


class TestList:
    def url(self, review):
        return reverse("project_list", args=[review.programme.code])

    def test_filters(self, review, board, sign_in):
        today = timezone.localdate()
        other = ReviewFactory(programme=review.programme, code="legal", name="Legal")
        lead = lead_of(review)
        held = ProjectFactory(review=review, name="Held", on_hold=True, lead=lead)
        waits = ProjectFactory(review=other, name="Waits")
        rough = ProjectFactory(review=other, name="Rough")
        ProjectFactory(
            review=review, name="Late", active=True, planned_finish=PartialDate.day(today - timedelta(days=1))
        )
        ProjectFactory(
            review=review,
            name="Postponed",
            planned_finish=PartialDate.day(today - timedelta(days=1)),
            expected_finish=PartialDate.year(today.year + 5),
        )
        ProjectFactory(review=review, name="Done", complete=True, planned_finish=PartialDate.year(2020))
        DependencyFactory(project=waits, needs=held)
        DependencyFactory(project=rough, needs=waits)
        client = sign_in(board)

        def found(**query):
            return sorted(names(client.get(self.url(review), query)))

        assert found(review="legal") == ["Rough", "Waits"]
        assert found(state="open") == ["Held", "Late", "Postponed", "Rough", "Waits"]
        assert found(state="complete") == ["Done"]
        assert found(lead=str(lead.pk)) == ["Held"]
        assert found(lead="none", review="legal") == ["Rough", "Waits"]
        assert found(dependency="broken") == ["Waits"]
        assert found(dependency="unknown") == ["Rough"]
        assert found(dependency="any") == ["Rough", "Waits"]
        assert found(late="yes") == ["Late"]
        assert found(q="legal wait") == ["Waits"]

    @pytest.mark.parametrize(
        "sort", ["name", "review", "state", "lead", "planned_finish", "expected_finish", "finished", "nothing"]
    )
    def test_every_column_sorts_both_ways(self, project, board, sign_in, sort):
        ProjectFactory(review=project.review, planned_finish=PartialDate.to_be_confirmed("once funded"))
        for order in (sort, f"-{sort}"):
            assert sign_in(board).get(self.url(project.review), {"sort": order}).status_code == 200

    def test_the_export_has_plain_values_and_harmless_formulas(self, review, board, sign_in):
        held = ProjectFactory(review=review, code="held", name="=Held", on_hold=True)
        waits = ProjectFactory(
            review=review, code="waits", name="Waits", expected_finish=PartialDate.to_be_confirmed("once funded")
        )
        DependencyFactory(project=waits, needs=held)

        answer = sign_in(board).get(self.url(review), {"_export": "csv", "q": "Waits"})
        header, row = b"".join(answer.streaming_content).decode().strip("\ufeff\r\n").split("\r\n")

        assert header.split(",") == [
            "Project", "Service review", "State", "Lead", "Planned start", "Started", "First promised", "Expected now",
            "Achieved", "Broken dependencies", "Reason for the state", "Needs", "Code",
        ]  # fmt: skip
        assert row.split(",") == [
            "Waits", "Parking", "Not started", "", "", "", "", "To be confirmed once funded", "",
            "'=Held is on hold.", "", "'=Held", "waits",
        ]  # fmt: skip

    def test_a_lead_officer_sees_their_reviews_projects_alone(self, project, lead, sign_in):
        other = ProjectFactory(review=ReviewFactory(programme=project.programme), name="Secret work")
        DependencyFactory(project=project, needs=other)

        response = sign_in(lead).get(self.url(project.review))

        assert names(response) == ["Depot"]
        for url in (self.url(project.review), at("project_detail", project), project.review.get_absolute_url()):
            assert "Secret work" not in sign_in(lead).get(url).content.decode()
        assert "A project of another review" in sign_in(lead).get(at("project_detail", project)).content.decode()
        assert sign_in(lead).get(at("project_detail", other)).status_code == 404

    def test_it_says_what_to_do_while_there_are_none(self, review, office, board, sign_in):
        tab = reverse("review_projects", args=[review.programme.code, review.code])
        assert "No projects to show" in sign_in(board).get(self.url(review)).content.decode()
        assert "Add a project" in sign_in(office).get(tab).content.decode()
        assert "lead officers and the programme office add them" in sign_in(board).get(tab).content.decode()

    def test_another_programmes_list_is_not_found(self, project, sign_in):
        stranger = office_of(ProgrammeFactory())
        assert sign_in(stranger).get(self.url(project.review)).status_code == 404


class TestBroken:
    """A broken dependency is shown wherever the project is, with its reason."""

    def test_on_every_page_of_it(self, project, board, sign_in):
        held = ProjectFactory(review=project.review, name="Lease", on_hold=True)
        DependencyFactory(project=project, needs=held)
        codes = [project.programme.code, project.review.code]

        for url in (
            at("project_detail", project),
            at("project_detail", held),
            reverse("review_projects", args=codes),
            reverse("review_detail", args=codes),
            reverse("project_list", args=codes[:1]),
        ):
            page = sign_in(board).get(url).content.decode()
            assert "Lease is on hold." in page
            assert "Broken" in page
        summary = sign_in(board).get(reverse("review_detail", args=codes)).content.decode()
        assert "1 dependency is broken" in " ".join(summary.split())

    def test_on_my_work_of_who_leads_it(self, project, lead, second_lead, sign_in):
        DependencyFactory(project=project, needs=ProjectFactory(review=project.review, name="Lease", on_hold=True))

        def told(user):
            user.__dict__.pop("led_reviews", None)
            return [(item.label, item.note, item.status) for item in broken_dependencies_led(user)]

        expected = [("Parking: Depot", "Lease is on hold.", "Broken dependency")]
        assert (told(lead), told(second_lead)) == (expected, expected)
        project.lead = second_lead
        project.save()
        assert (told(lead), told(second_lead)) == ([], expected)
        assert "Broken dependencies of your projects" in sign_in(second_lead).get("/").content.decode()
        Project.objects.filter(pk=project.pk).update(state=ProjectState.CANCELLED, state_reason="No.")
        assert told(second_lead) == []


class TestChanging:
    def test_a_lead_officer_adds_edits_and_moves_a_project(self, review, lead, sign_in):
        client = sign_in(lead)
        url = reverse("project_create", args=[review.programme.code, review.code])
        form = client.get(url).context["form"]
        sent = values_of(form, name="Web <forms>", lead=str(lead.pk), planned_finish="May 2031")
        response = client.post(url, sent)
        project = Project.objects.get()
        assert (response.url, str(project.planned_finish), project.lead) == (
            at("project_detail", project),
            "May 2031",
            lead,
        )

        form = client.get(at("project_edit", project)).context["form"]
        assert "started" not in form.fields
        client.post(at("project_edit", project), values_of(form, expected_finish="June 2031"))
        form = client.get(at("project_move", project)).context["form"]
        client.post(
            at("project_move", project), values_of(form, to_state="on_hold", effective="2023", reason="No <staff>.")
        )

        page = client.get(at("project_detail", project)).content.decode()
        for words in ("Web &lt;forms&gt;", "June 2031", "On hold", "since 2023", "No &lt;staff&gt;.", "by Lena Lead"):
            assert words in page
        assert "<forms>" not in page

    def test_starting_in_spite_of_a_dependency_is_allowed_and_said(self, project, lead, sign_in):
        DependencyFactory(project=project, needs=ProjectFactory(review=project.review, name="Lease"))
        url = at("project_move", project)
        form = sign_in(lead).get(url).context["form"]

        response = sign_in(lead).post(url, values_of(form, to_state="active", effective="2023"), follow=True)

        assert [str(message) for message in response.context["messages"]] == [
            "Depot: under way",
            "Broken dependency: Lease is not finished, though this project has started.",
        ]

    @pytest.mark.parametrize(
        ("changed", "field", "sentence"),
        [
            ({"name": ""}, "name", "required"),
            ({"name": "x" * 201}, "name", "200"),
            ({"name": "a\x00b"}, "name", "Null characters are not allowed."),
            ({"summary": "x" * 5_001}, "summary", "Shorten this to 5000 characters or fewer. It has 5001."),
            ({"planned_start": "soon"}, "planned_start", "Enter a date such as"),
            ({"position": "0"}, "position", ""),
            ({"position": "9" * 30}, "position", ""),
            ({"lead": "999999"}, "lead", ""),
            ({"planned_start": "May 2031", "planned_finish": "April 2031"}, "planned_finish", "before it starts"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
        self, project, lead, sign_in, changed, field, sentence
    ):
        url = at("project_edit", project)
        form = sign_in(lead).get(url).context["form"]

        response = sign_in(lead).post(url, values_of(form, **{"summary": "New words.", **changed}))

        refused = response.context["form"]
        assert list(refused.errors) == [field]
        assert sentence in refused.errors[field][0]
        if "summary" not in changed:
            assert refused["summary"].value() == "New words."
        assert Project.objects.get().summary == "A roof."

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"to_state": ""}, "to_state"),
            ({"to_state": "lost"}, "to_state"),
            ({"to_state": "complete"}, "to_state"),
            ({"to_state": "on_hold"}, "reason"),
            ({"to_state": "active", "effective": "2090"}, "effective"),
            ({"to_state": "active", "effective": "tbc"}, "effective"),
            ({"to_state": "active", "effective": ""}, "effective"),
        ],
    )
    def test_a_wrong_move_is_refused_at_its_field(self, project, lead, sign_in, changed, field):
        url = at("project_move", project)
        form = sign_in(lead).get(url).context["form"]

        response = sign_in(lead).post(url, values_of(form, **{"effective": "2023", **changed}))

        assert list(response.context["form"].errors) == [field]
        assert Project.objects.get().state == ProjectState.NOT_STARTED

    def test_a_move_on_top_of_somebody_elses_is_refused_once(self, project, lead, office, sign_in):
        url = at("project_move", project)
        form = sign_in(lead).get(url).context["form"]
        Project.objects.filter(pk=project.pk).update(name="Renamed")

        response = sign_in(lead).post(url, values_of(form, to_state="active", effective="2023"))
        again = response.context["form"]
        assert "Someone else changed this" in again.non_field_errors()[0]
        assert again.stands_now == [("New state", "Not started"), ("When it happened", None), ("Reason", "")]

        sign_in(lead).post(url, values_of(again))
        assert Project.objects.get().state == ProjectState.ACTIVE


class TestNeeds:
    def test_one_is_added_and_removed_and_stays_in_the_history(self, project, lead, sign_in):
        lease = ProjectFactory(review=project.review, name="Lease")
        client = sign_in(lead)
        url = at("dependency_add", project)

        client.post(url, {"needs": str(lease.pk), "reason": "A <roof> first."})
        page = client.get(at("project_detail", project)).content.decode()
        assert "A &lt;roof&gt; first." in page
        dependency = ProjectDependency.objects.get()
        client.post(at("dependency_remove", project, dependency_id=dependency.pk))

        assert ProjectDependency.objects.get().removed_at is not None
        assert "It waits for no other project." in client.get(at("project_detail", project)).content.decode()
        events = apps.get_model("services", "ProjectDependencyEvent").objects.filter(pgh_obj=dependency.pk)
        assert events.count() == 2

    def test_a_circle_is_refused_at_its_field(self, project, lead, sign_in):
        lease = ProjectFactory(review=project.review, name="Lease")
        DependencyFactory(project=lease, needs=project)

        response = sign_in(lead).post(at("dependency_add", project), {"needs": str(lease.pk), "reason": "Why not."})

        form = response.context["form"]
        assert form.errors == {
            "needs": ["This would make a circle, so that no project in it could start: Depot needs Lease needs Depot."]
        }
        assert form["reason"].value() == "Why not."

    def test_what_the_person_does_not_see_is_neither_offered_nor_taken(self, project, lead, sign_in):
        hidden = ProjectFactory(review=ReviewFactory(programme=project.programme), name="Secret work")
        strange = ProjectFactory()
        url = at("dependency_add", project)

        assert "Secret work" not in sign_in(lead).get(url).content.decode()
        for other in (hidden, strange, project):
            assert list(sign_in(lead).post(url, {"needs": str(other.pk)}).context["form"].errors) == ["needs"]
        assert not ProjectDependency.objects.exists()

    def test_another_projects_dependency_is_not_found(self, project, lead, sign_in):
        other = DependencyFactory(project=ProjectFactory(review=project.review))
        url = at("dependency_remove", project, dependency_id=other.pk)

        assert sign_in(lead).post(url).status_code == 404
        assert ProjectDependency.objects.get().removed_at is None

    def test_a_review_that_left_keeps_its_projects_as_they_are(self, project, office, sign_in):
        dependency = DependencyFactory(project=project)
        review = project.review
        review.left_on, review.left_reason = review.joined_on, "Gone."
        review.save()
        client = sign_in(office)

        client.post(at("dependency_remove", project, dependency_id=dependency.pk))
        form = client.get(at("project_edit", project)).context["form"]
        refused = client.post(at("project_edit", project), values_of(form, name="Other")).context["form"]

        assert "no longer change" in refused.non_field_errors()[0]
        assert ProjectDependency.objects.get().removed_at is None
        assert "Edit project" not in client.get(at("project_detail", project)).content.decode()


def test_auditors_read_projects_and_dependencies_in_the_history_of_the_review(project, lead, sign_in):
    lease = ProjectFactory(review=project.review, name="Lease")
    sign_in(lead).post(at("dependency_add", project), {"needs": str(lease.pk), "reason": "A roof first."})
    auditor = user_with_role(Role.AUDITOR, project.programme)

    page = sign_in(auditor).get(reverse("review_history", args=[project.programme.code, project.review.code]))

    told = {(entry.kind, entry.record) for entry in page.context["entries"]}
    assert {("Project", "Depot"), ("Project", "Lease"), ("Project dependency", "Depot, Lease")} <= told
