"""The page of one register: which risks stand on it, in which order, and how many queries it takes."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from programme.enums import Role
from programme.wording.appearance import written_date
from risks.enums import AssessmentKind, RiskKind, RiskStatus
from risks.models import Risk
from tests.factories.programme import CouncilFactory, MembershipFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    cell_of,
    make_matrix,
    square_draft,
)
from tests.factories.risks import (
    scored_entry as scored,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LIST_QUERIES = 15


def page(register, query=""):
    return f"{reverse('risk_register', args=[register.programme.code, register.code])}{query}"


def numbers(client, register, query=""):
    """The numbers of the risks listed, in their order."""
    return [row.record.number for row in client.get(page(register, query)).context["table"].rows]


class TestOrder:
    def test_numbers_sort_as_people_count(self, office, register):
        for number in ("R12", "10", "R2", "2", "FIN/03", "r3"):
            EntryFactory(register=register, number=number)

        assert numbers(office, register, "?sort=number") == ["2", "10", "FIN/03", "R2", "r3", "R12"]
        assert numbers(office, register, "?sort=-number") == ["R12", "r3", "R2", "FIN/03", "10", "2"]

    def test_by_rank_the_unscored_stand_last_both_ways(self, office, register, matrix):
        EntryFactory(register=register, number="none")
        scored(register, "middle", 2, 2)
        scored(register, "top", 3, 3)
        scored(register, "bottom", 1, 1)

        assert numbers(office, register, "?sort=-current") == ["top", "middle", "bottom", "none"]
        assert numbers(office, register, "?sort=current") == ["bottom", "middle", "top", "none"]

    def test_where_a_low_score_is_serious_it_ranks_high(self, office, register):
        make_matrix(register, square_draft(low_is_serious=True))
        scored(register, "nine", 3, 3)
        scored(register, "one", 1, 1)

        assert numbers(office, register, "?sort=-current") == ["one", "nine"]

    def test_ranks_of_an_earlier_matrix_are_not_mixed_with_those_of_the_latest(self, office, register):
        make_matrix(register, square_draft(10))
        scored(register, "100 of old", 10, 10)
        make_matrix(register, square_draft(2))
        scored(register, "1 of new", 1, 1)
        scored(register, "4 of new", 2, 2)

        assert numbers(office, register, "?sort=-current") == ["4 of new", "1 of new", "100 of old"]
        assert numbers(office, register, "?sort=current") == ["1 of new", "4 of new", "100 of old"]

    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("target", ["b", "a", "c"]),
            ("-target", ["a", "b", "c"]),
            ("next_review", ["a", "b", "c"]),
            ("-next_review", ["b", "a", "c"]),
            ("risk", ["b", "a", "c"]),
            ("owner", ["c", "b", "a"]),
            ("council", ["b", "a", "c"]),
            ("category", ["a", "b", "c"]),
        ],
    )
    def test_other_orders_put_what_is_blank_last(self, programme, office, register, matrix, sort, expected):
        anna, bert = (user_with_role(Role.RISK_OWNER, programme, name=name) for name in ("Anna", "Bert"))
        target = AssessmentKind.TARGET
        east, vale = (CouncilFactory(short_name=name) for name in ("East", "Vale"))
        scored(register, "a", 3, 3, kind=target, title="Two", next_review=TODAY, council=vale, category="Money")
        scored(
            register,
            "b",
            1,
            1,
            kind=target,
            title="One",
            owner=bert,
            next_review=TODAY + timedelta(days=9),
            council=east,
            category="People",
        )
        EntryFactory(register=register, number="c", risk__title="Zed", risk__owner=anna)

        assert numbers(office, register, f"?sort={sort}") == expected

    def test_the_page_leads_to_orders_that_have_no_column_and_keeps_its_filters(self, office, register, matrix):
        scored(register, "a", 1, 1)
        shown = office.get(page(register, "?kind=risk&page=1")).content.decode()

        assert 'href="?kind=risk&amp;sort=council"' in shown
        assert 'href="?kind=risk&amp;sort=category"' in shown


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["1", "2", "3"]),
            ("?status=closed", ["4"]),
            ("?status=issue", ["5"]),
            ("?status=not_open", ["4", "5"]),
            ("?status=all", ["1", "2", "3", "4", "5"]),
            ("?band=High", ["1"]),
            ("?band=Low", ["2"]),
            ("?score=unscored", ["3"]),
            ("?score=outside", ["1"]),
            ("?owner=post:Depot+Manager", ["1"]),
            ("?owner=none", ["3"]),
            ("?owner=me", ["2"]),
            ("?council=ashmere", ["2"]),
            ("?council=none", ["1", "3"]),
            ("?category=People", ["1"]),
            ("?category=none", ["2", "3"]),
            ("?kind=opportunity", ["2"]),
            ("?review=overdue", ["1"]),
            ("?review=soon", ["2"]),
            ("?review=none", ["3"]),
            ("?q=staff+leave", ["1"]),
            ("?q=2", ["2"]),
            ("?q=nothing+of+the+kind", []),
            ("?status=closed&band=High", ["4"]),
        ],
    )
    def test_each_filter(self, programme, register, matrix, sign_in, query, expected):
        user = user_with_role(Role.PROGRAMME_OFFICE, programme)
        ashmere = MembershipFactory(programme=programme, council=CouncilFactory(code="ashmere")).council
        scored(
            register, "1", 3, 3, title="Staff leave", owner_post="Depot Manager", category="People",
            next_review=TODAY - timedelta(days=1),
        )  # fmt: skip
        second = scored(register, "2", 1, 1, owner=user, council=ashmere, next_review=TODAY + timedelta(days=28))
        Risk.objects.filter(pk=second.risk_id).update(kind=RiskKind.OPPORTUNITY)
        EntryFactory(register=register, number="3", risk__title="Dust")
        over = {"closed_on": TODAY, "closed_reason": "Over"}
        scored(register, "4", 3, 3, status=RiskStatus.CLOSED, **over)
        scored(register, "5", 1, 1, status=RiskStatus.ISSUE, **over)

        assert numbers(sign_in(user), register, query) == expected

    def test_scores_of_an_earlier_matrix_are_said_and_offered(self, office, register):
        make_matrix(register)
        scored(register, "old", 3, 3)
        make_matrix(register, square_draft(5))
        scored(register, "new", 3, 3)
        shown = office.get(page(register)).content.decode()

        assert "By matrix 1" in shown
        assert "By matrix 2" not in shown
        assert "1 scored by an earlier matrix" in shown
        assert numbers(office, register, "?score=earlier") == ["old"]

    def test_options_name_nothing_of_what_the_reader_does_not_see(self, programme, office, register):
        secret = user_with_role(Role.RISK_OWNER, programme, name="Secret Owner")
        EntryFactory(
            register=register, risk__is_confidential=True, risk__owner=secret, risk__category="Hidden category"
        )
        shown = office.get(page(register, "?status=all")).content.decode()

        assert "Secret Owner" not in shown
        assert "Hidden category" not in shown

    def test_a_share_that_has_ended_is_not_listed(self, office, register):
        EntryFactory(register=register, is_home=False, ended_on=TODAY - timedelta(days=1))
        EntryFactory(register=register, is_home=False, number="here")

        assert numbers(office, register) == ["here"]


class TestPage:
    def test_who_may_add_a_risk_to_an_empty_register_is_led_there(self, office, register, matrix, sign_in):
        adding = reverse("risk_create", args=[register.programme.code, register.code])
        assert office.get(page(register)).content.decode().count(f'href="{adding}"') == 2

        reader = sign_in(user_with_role(Role.BOARD_MEMBER, register.programme)).get(page(register)).content.decode()
        assert adding not in reader
        assert "Who keeps the register adds its risks." in reader

    def test_the_three_scores_stand_side_by_side_with_their_bands(self, office, register, matrix):
        entry = scored(register, "1", 3, 3, kind=AssessmentKind.INHERENT)
        AssessmentFactory(entry=entry, cell=cell_of(matrix, 1, 2))
        shown = office.get(page(register)).content.decode()

        assert '<strong class="risk-band risk-band--red">9 High</strong>' in shown
        assert '<strong class="risk-band risk-band--green">2 Low</strong>' in shown
        assert '<strong class="risk-band risk-band--unscored">—</strong>' in shown

    def test_it_says_how_the_current_score_last_moved_and_since_when(self, office, register, matrix):
        entry = scored(register, "1", 1, 1)
        AssessmentFactory(entry=entry, cell=cell_of(matrix, 3, 3), assessed_on=TODAY + timedelta(days=1))
        since = written_date(TODAY + timedelta(days=1))

        assert f"↑ Up since {since}" in office.get(page(register)).content.decode()

    def test_shared_and_confidential_risks_and_opportunities_are_marked(self, programme, register, sign_in):
        reader = user_with_role(Role.AUDITOR, programme)
        EntryFactory(register=register, is_home=False, risk__kind=RiskKind.OPPORTUNITY, risk__is_confidential=True)
        shown = sign_in(reader).get(page(register)).content.decode()

        assert "Opportunity · Shared from another register · Confidential" in shown

    def test_markup_in_a_title_is_text(self, office, register):
        EntryFactory(register=register, risk__title="<b>bold</b>", risk__category="<i>c</i>")
        shown = office.get(page(register)).content.decode()

        assert "<b>bold" not in shown
        assert "<i>c</i>" not in shown

    def test_an_export_has_every_risk_filtered_with_its_scores_apart(self, office, register, matrix):
        scored(register, "1", 3, 3, title="=cmd()", next_review=TODAY)
        EntryFactory(register=register, number="2")
        answer = office.get(page(register, "?_export=xlsx"))
        rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
        first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])

        assert first["Risk"] == "'=cmd()"
        assert (first["Current score"], first["Current band"]) == (9, "High")
        assert (second["Current score"], second["Current band"]) == ("—", "Unscored")
        assert first["Next review"].date() == TODAY

    def test_a_register_without_a_matrix_says_so(self, office, register):
        assert "This register has no matrix yet" in office.get(page(register)).content.decode()

    @pytest.mark.parametrize("query", ["?status=zzz", "?band=%00", "?owner=x", "?page=99999999999", "?sort=zzz"])
    def test_an_address_made_up_does_no_harm(self, office, register, matrix, query):
        scored(register, "1", 3, 3)

        assert office.get(page(register, query)).status_code in (200, 404)

    @pytest.mark.parametrize("number", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, programme, office, register, matrix, django_assert_num_queries, number
    ):
        council = MembershipFactory(programme=programme).council
        for place in range(number):
            owner = user_with_role(Role.RISK_OWNER, programme, council)
            entry = scored(register, str(place), 3, 3, owner=owner, council=council)
            AssessmentFactory(entry=entry, kind=AssessmentKind.TARGET, cell=cell_of(matrix, 1, 1))
        office.get(page(register))

        with django_assert_num_queries(LIST_QUERIES):
            office.get(page(register))
