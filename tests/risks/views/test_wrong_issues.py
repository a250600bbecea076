"""Wrong, huge, hostile and doubled input to the forms of issues: a sentence at the field, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from risks.models import Issue
from tests.factories.programme import CouncilFactory
from tests.factories.risks import (
    EntryFactory,
    IssueFactory,
    RegisterFactory,
)
from tests.risks.views.typed import (
    AGO,
    MANY,
    NO_CHOICE,
    NUL,
    TODAY,
    TOMORROW,
    TOO_MANY,
    of_issue,
    of_risk,
    opened,
    refused,
)

pytestmark = pytest.mark.django_db

ISSUE_LIST_QUERIES = 10


@pytest.fixture
def web(office, sign_in):
    return sign_in(office)


@pytest.fixture
def issue(register):
    return IssueFactory(register=register, number="I1", code="flood", title="The cellar is flooded", raised_on=AGO)


class TestIssue:
    @pytest.fixture
    def url(self, register):
        return reverse("issue_create", args=[register.programme.code, register.code])

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("number", "", "This field is required."),
            ("number", "9" * 21, "Shorten this to 20 characters or fewer. It has 21."),
            ("number", "a\0b", NUL),
            ("title", "", "This field is required."),
            ("title", MANY, TOO_MANY.format(300)),
            ("title", "a\0b", NUL),
            ("description", MANY, TOO_MANY.format(5000)),
            ("impact", "a\0b", NUL),
            ("owner", "999999", NO_CHOICE),
            ("council", "999999", NO_CHOICE),
            ("risk", "999999", NO_CHOICE),
            ("raised_on", "", "This field is required."),
            ("raised_on", "soon", "Enter a valid date."),
            ("raised_on", f"{TOMORROW:%d/%m/%Y}", "Enter today or a day that has passed."),
        ],
    )
    def test_what_is_wrong(self, web, url, field, value, said):
        typed = {"number": "I9", "title": "The lift is stuck", "resolution": "Kept", field: value}

        assert refused(web, url, **typed) == {field: [said]}
        assert not Issue.objects.filter(title="The lift is stuck").exists()

    def test_a_number_that_another_issue_has(self, web, url, register):
        IssueFactory(register=register, number="I7", title="The heating is off")

        assert refused(web, url, number=" I7 ", title="The lift is stuck") == {
            "number": ["Number I7 is taken by “The heating is off”. Choose another; gaps do no harm."]
        }

    def test_a_number_of_an_issue_that_is_hidden_says_no_more(self, web, url, register):
        hidden = EntryFactory(register=register, risk__is_confidential=True).risk
        IssueFactory(register=register, number="I7", title="Secret matter", risk=hidden)

        assert refused(web, url, number="I7", title="The lift is stuck") == {
            "number": ["Number I7 is taken. Choose another; gaps do no harm."]
        }

    def test_a_risk_of_another_register_or_hidden_is_no_choice(self, web, url, register, council_register):
        hidden = EntryFactory(register=register, risk__is_confidential=True).risk
        for other in (EntryFactory(register=council_register).risk, EntryFactory().risk, hidden):
            assert refused(web, url, title="The lift is stuck", risk=str(other.pk)) == {"risk": [NO_CHOICE]}

    def test_a_council_of_another_programme_is_no_choice(self, web, url):
        other = CouncilFactory()

        assert refused(web, url, title="The lift is stuck", council=str(other.pk)) == {"council": [NO_CHOICE]}

    def test_sent_twice_it_stands_once(self, web, register, entry):
        url = reverse("issue_create", args=[register.programme.code, register.code])
        sent = opened(web, url, title="The lift\u202e is stuck")
        web.post(url, sent)
        page = web.post(url, sent)

        assert [one.title for one in Issue.objects.all()] == ["The lift is stuck"]
        assert page.context["form"].errors["number"][0].startswith("Number I1 is taken by “The lift is stuck”.")

    def test_of_a_risk_sent_twice(self, web, risk):
        url = of_risk("issue_from_risk", risk)
        sent = opened(web, url, title="It fell in")
        assert web.post(url, sent).status_code == 302
        page = web.post(url, sent)

        assert Issue.objects.count() == 1
        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert page.context["form"]["title"].value() == "It fell in"

    def test_of_a_risk_before_it_was_opened(self, web, risk):
        url = of_risk("issue_from_risk", risk)

        assert refused(web, url, title="It fell in", raised_on="09/01/2024") == {
            "raised_on": ["Enter a day from 10 January 2024 on, when it was opened."]
        }
        risk.refresh_from_db()
        assert risk.status == "open"

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("resolved_on", "", "This field is required."),
            ("resolved_on", f"{TOMORROW:%d/%m/%Y}", "Enter today or a day that has passed."),
            (
                "resolved_on",
                f"{AGO - timedelta(days=1):%d/%m/%Y}",
                f"Enter a day from {AGO:%-d %B %Y} on, when it was raised.",
            ),
            ("resolution", "", "Say what was done about it."),
            ("resolution", " \n ", "Say what was done about it."),
            ("resolution", MANY, TOO_MANY.format(5000)),
            ("resolution", "a\0b", NUL),
        ],
    )
    def test_resolving(self, web, issue, field, value, said):
        url = of_issue("issue_resolve", issue)
        typed = {"resolution": "It was pumped dry.", field: value}

        assert refused(web, url, **typed) == {field: [said]}
        issue.refresh_from_db()
        assert issue.status == "open"

    @pytest.mark.parametrize(("value", "said"), [("", "Say why it is open again."), ("a\0b", NUL)])
    def test_opening_again(self, web, issue, value, said):
        Issue.objects.filter(pk=issue.pk).update(status="resolved", resolved_on=TODAY, resolution="Pumped dry")

        assert refused(web, of_issue("issue_reopen", issue), reason=value) == {"reason": [said]}

    @pytest.mark.parametrize(
        ("name", "field"), [("issue_edit", "impact"), ("issue_resolve", "resolution"), ("issue_reopen", "reason")]
    )
    def test_two_at_once(self, web, issue, name, field):
        if name == "issue_reopen":
            Issue.objects.filter(pk=issue.pk).update(status="resolved", resolved_on=TODAY, resolution="Pumped dry")
        url = of_issue(name, issue)
        sent = opened(web, url, **{field: "Mine"})
        Issue.objects.filter(pk=issue.pk).update(impact="Theirs")
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert page.context["form"][field].value() == "Mine"
        issue.refresh_from_db()
        assert issue.impact == "Theirs"

    def test_resolved_twice(self, web, issue):
        url = of_issue("issue_resolve", issue)
        sent = opened(web, url, resolution="Pumped dry")
        web.post(url, sent)
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert page.context["form"]["resolution"].value() == "Pumped dry"
        again = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        assert web.post(url, again).context["form"].non_field_errors() == ["This issue is resolved already."]

    def test_of_another_programme_is_not_found(self, web, issue):
        other = IssueFactory()
        for name in ("issue_detail", "issue_edit", "issue_resolve", "issue_reopen"):
            assert web.get(of_issue(name, other)).status_code == 404
            assert web.get(reverse(name, args=[issue.programme.code, other.code])).status_code == 404

    @pytest.mark.parametrize(
        "query",
        [
            "status=nowhere",
            "register=nowhere",
            "owner=9999999999999999999999",
            "council=%00",
            "q=%00",
            "q=" + "x" * 2000,
            "page=9999999999999999999",
            "page=-1",
            "sort=password",
            "sort=-risk__programme__code",
        ],
    )
    def test_the_list_bears_any_address(self, web, issue, query):
        page = web.get(f"{reverse('issue_list', args=[issue.programme.code])}?{query}")

        assert page.status_code == 200

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries_of_the_list(self, web, register, risk, owner, council, number, django_assert_num_queries):
        for _ in range(number):
            IssueFactory(register=register, risk=EntryFactory(register=register).risk, owner=owner, council=council)
            EntryFactory(register=RegisterFactory(programme=register.programme))
        url = reverse("issue_list", args=[register.programme.code])
        web.get(url)

        with django_assert_num_queries(ISSUE_LIST_QUERIES):
            web.get(url)
