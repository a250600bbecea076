"""Principles and outcomes: who keeps them, which reviews serve them, and how both are kept on record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.domain.aim import add_aim, change_aim
from programme.domain.editing import mark_of
from programme.enums import AimKind, Role
from programme.errors import ChangedByAnother, DomainError, NotAllowed
from programme.models import Aim
from services.domain.review import add_review_aim, change_review_aim, remove_review_aim
from services.models import ReviewAim
from tests.factories.programme import CouncilFactory, MembershipFactory, ProgrammeFactory, user_with_role
from tests.factories.services import ReviewFactory, office_of
from tests.services.views.test_project_pages import values_of

pytestmark = pytest.mark.django_db

QUERIES = 6
EMPTY = {"kind": "principle", "text": "", "council": None, "position": 1, "agreed_on": None, "ended_on": None}


@pytest.fixture
def aim(programme):
    return Aim.objects.create(programme=programme, code="cover", kind=AimKind.PRINCIPLE, name="No team of one")


@pytest.fixture
def link(review, aim):
    return ReviewAim.objects.create(review=review, aim=aim, how="By cover.")


def add(programme, actor, at, **values):
    return add_aim(programme=programme, actor=actor, at=at, **{**EMPTY, "name": "No team of one", **values})


class TestAims:
    def test_the_office_alone_adds_and_changes(self, programme, office, lead, at):
        aim = add(programme, office, at, name=" No team of one ")
        assert (aim.code, aim.name) == ("no-team-of-one", "No team of one")
        changed = change_aim(
            aim=aim, seen=mark_of(aim), actor=office, at=at, **{**EMPTY, "name": "Cover", "kind": "outcome"}
        )
        assert (changed.name, changed.kind) == ("Cover", AimKind.OUTCOME)
        with pytest.raises(ChangedByAnother):
            change_aim(aim=aim, seen=mark_of(aim), actor=office, at=at, **{**EMPTY, "name": "Other"})
        with pytest.raises(NotAllowed):
            add(programme, lead, at)

    def test_its_days_and_council_are_right(self, programme, office, at):
        today = timezone.localdate()
        with pytest.raises(DomainError, match="The last day must be on or after the day it was agreed") as refused:
            add(programme, office, at, agreed_on=today, ended_on=today - timedelta(days=1))
        assert refused.value.field == "ended_on"
        with pytest.raises(DomainError, match="is not a member of Harbour and Vale") as refused:
            add(programme, office, at, council=CouncilFactory())
        assert refused.value.field == "council"
        assert add(programme, office, at, council=MembershipFactory(programme=programme).council).council is not None


class TestServing:
    def test_officers_add_change_and_remove(self, review, aim, lead, at):
        link = add_review_aim(review=review, aim=aim, how=" By cover. ", actor=lead, at=at)
        with pytest.raises(DomainError, match="Parking already serves “No team of one”"):
            add_review_aim(review=review, aim=aim, how="", actor=lead, at=at)
        seen = mark_of(link)
        assert change_review_aim(review_aim=link, how="By rota.", seen=seen, actor=lead, at=at).how == "By rota."
        with pytest.raises(ChangedByAnother):
            change_review_aim(review_aim=link, how="Other.", seen=seen, actor=lead, at=at)
        assert remove_review_aim(review_aim=link, actor=lead, at=at).removed_at == at
        assert remove_review_aim(review_aim=link, actor=lead, at=timezone.now()).removed_at == at
        assert add_review_aim(review=review, aim=aim, how="", actor=lead, at=at).pk != link.pk

    def test_not_one_that_ended_nor_of_another_programme_nor_by_others(self, review, aim, office, sponsor, at):
        ended = Aim.objects.create(
            programme=review.programme,
            code="x",
            kind=AimKind.OUTCOME,
            name="Gone",
            ended_on=review.programme.today - timedelta(days=1),
        )
        strange = Aim.objects.create(programme=ProgrammeFactory(), code="x", kind=AimKind.OUTCOME, name="Other")
        for wrong in (ended, strange):
            with pytest.raises(DomainError, match=r"Choose a principle or outcome of|Choose one that holds"):
                add_review_aim(review=review, aim=wrong, how="", actor=office, at=at)
        with pytest.raises(NotAllowed):
            add_review_aim(review=review, aim=aim, how="", actor=sponsor, at=at)
        review.left_on, review.left_reason = review.joined_on, "Gone."
        review.save()
        with pytest.raises(DomainError, match="left the programme on"):
            add_review_aim(review=review, aim=aim, how="", actor=office, at=at)


class TestPages:
    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_asks_the_same_however_many(self, review, office, sign_in, django_assert_num_queries, number):
        for place in range(number):
            council = MembershipFactory(programme=review.programme).council
            aim = Aim.objects.create(
                programme=review.programme, code=f"a{place}", kind=AimKind.OUTCOME, name="Aim", council=council
            )
            ReviewAim.objects.create(review=review, aim=aim)
            ReviewAim.objects.create(review=ReviewFactory(programme=review.programme), aim=aim)
        client = sign_in(office)
        with django_assert_num_queries(QUERIES):
            client.get(reverse("aim_list", args=[review.programme.code]))

    def test_the_list_names_the_reviews_that_the_reader_sees(self, review, link, lead, office, sign_in):
        ReviewAim.objects.create(review=ReviewFactory(programme=review.programme, name="Secret"), aim=link.aim)
        url = reverse("aim_list", args=[review.programme.code])

        page = sign_in(lead).get(url).content.decode()
        assert ("By cover." in page, "Secret" in page, "Add a principle" in page) == (True, False, False)
        page = sign_in(office).get(url).content.decode()
        assert ("Secret" in page, "Add a principle" in page) == (True, True)

    def test_the_office_adds_and_ends_one_by_its_forms(self, programme, office, sign_in):
        client = sign_in(office)
        create = reverse("aim_create", args=[programme.code])
        form = client.get(create).context["form"]
        sent = values_of(form, kind="outcome", name="Thriving <towns>", text="*Shops* <script>alert(1)</script>")
        refused = client.post(create, {**sent, "agreed_on": "2/3/2026", "ended_on": "1/3/2026"}).context["form"]
        assert refused.errors == {"ended_on": ["The last day must be on or after the day it was agreed."]}

        client.post(create, sent)
        aim = Aim.objects.get()
        page = client.get(reverse("aim_list", args=[programme.code])).content.decode()
        assert "Thriving &lt;towns&gt;" in page
        assert "<script>alert" not in page

        edit = reverse("aim_edit", args=[programme.code, aim.code])
        form = client.get(edit).context["form"]
        client.post(edit, values_of(form, ended_on="1/3/2026"))
        assert "Ended" in client.get(reverse("aim_list", args=[programme.code])).content.decode()

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"kind": "wish"}, "kind"),
            ({"name": ""}, "name"),
            ({"name": "x" * 201}, "name"),
            ({"name": "a\x00b"}, "name"),
            ({"text": "x" * 5_001}, "text"),
            ({"position": "-1"}, "position"),
            ({"agreed_on": "soon"}, "agreed_on"),
            ({"council": "999999"}, "council"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, programme, aim, office, sign_in, changed, field):
        edit = reverse("aim_edit", args=[programme.code, aim.code])
        form = sign_in(office).get(edit).context["form"]

        refused = sign_in(office).post(edit, values_of(form, **changed)).context["form"]

        assert list(refused.errors) == [field]
        assert Aim.objects.get().name == "No team of one"

    def test_a_lead_officer_says_on_the_review_what_it_serves(self, review, aim, lead, sign_in):
        client = sign_in(lead)
        codes = [review.programme.code, review.code]
        client.post(reverse("review_aim_create", args=codes), {"aim": str(aim.pk), "how": "By <cover>."})
        page = client.get(review.get_absolute_url()).content.decode()
        assert "By &lt;cover&gt;." in page

        edit = reverse("review_aim_edit", args=[*codes, aim.code])
        form = client.get(edit).context["form"]
        client.post(edit, values_of(form, how="By rota."))
        assert "By rota." in client.get(review.get_absolute_url()).content.decode()

        client.post(reverse("review_aim_remove", args=[*codes, aim.code]))
        assert "By rota." not in client.get(review.get_absolute_url()).content.decode()
        assert client.get(edit).status_code == 404
        assert ReviewAim.objects.get().removed_at is not None

    def test_only_aims_of_the_programme_that_hold_are_offered(self, review, aim, lead, sign_in):
        strange = Aim.objects.create(programme=ProgrammeFactory(), code="x", kind=AimKind.OUTCOME, name="Other aim")
        url = reverse("review_aim_create", args=[review.programme.code, review.code])

        assert "Other aim" not in sign_in(lead).get(url).content.decode()
        assert list(sign_in(lead).post(url, {"aim": str(strange.pk)}).context["form"].errors) == ["aim"]

    def test_another_programme_is_not_found(self, programme, sign_in):
        stranger = office_of(ProgrammeFactory())
        assert sign_in(stranger).get(reverse("aim_list", args=[programme.code])).status_code == 404

    def test_who_only_reads_is_told_who_adds_them(self, programme, sign_in):
        board = user_with_role(Role.BOARD_MEMBER, programme)
        page = sign_in(board).get(reverse("aim_list", args=[programme.code])).content.decode()
        assert "The programme office adds them." in page
