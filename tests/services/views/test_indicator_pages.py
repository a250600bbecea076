"""A review's baseline and standards, the pages to fill them in, and the programme's list."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from programme.enums import Role
from services.models import Baseline, Indicator, Measurement, ServiceStandard, SystemInUse
from tests.factories.indicators import (
    BaselineFactory,
    IndicatorFactory,
    MeasurementFactory,
    StandardFactory,
    SystemFactory,
)
from tests.factories.programme import CouncilFactory, MembershipFactory, user_with_role
from tests.factories.services import ParticipationFactory, ReviewFactory, lead_of
from tests.services.paper_c import record_paper_c

pytestmark = pytest.mark.django_db
YEAR = {"measured_from": "2024-04-01", "measured_to": "2025-03-31"}


@pytest.fixture
def alder(review):
    council = CouncilFactory(code="alder", name="Alder District Council", short_name="Alder")
    MembershipFactory(programme=review.programme, council=council)
    return ParticipationFactory(review=review, council=council).council


@pytest.fixture
def birch(review):
    council = CouncilFactory(code="birch", name="Birch Borough Council", short_name="Birch")
    MembershipFactory(programme=review.programme, council=council)
    return ParticipationFactory(review=review, council=council).council


@pytest.fixture
def indicator(review):
    return IndicatorFactory(review=review, code="calls", name="Calls answered")


def page_of(name, review, **more):
    return reverse(name, kwargs={"programme_code": review.programme.code, "review_code": review.code, **more})


def words_of(response):
    return " ".join(response.content.decode().split())


def as_opened(client, url):
    """What the page would send if nothing were changed."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value).replace("\n", "\r\n") for name, value in sent.items()}


def test_the_page_of_many_councils_and_indicators_can_be_sent(review, office, sign_in):
    for number in range(14):
        council = CouncilFactory(code=f"council-{number}")
        MembershipFactory(programme=review.programme, council=council)
        ParticipationFactory(review=review, council=council)
    for _ in range(25):
        IndicatorFactory(review=review)
    client, url = sign_in(office), page_of("baseline_edit", review)

    assert client.post(url, as_opened(client, url)).status_code == 302


class TestPage:
    QUERIES = 12

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many_indicators(
        self, review, office, alder, birch, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            indicator = IndicatorFactory(review=review)
            for council in (alder, birch):
                BaselineFactory(indicator=indicator, council=council)
                StandardFactory(indicator=indicator, council=council)
                MeasurementFactory(indicator=indicator, council=council)
                SystemFactory(review=review, council=council)
        client = sign_in(office)
        with django_assert_num_queries(self.QUERIES):
            client.get(page_of("indicator_list", review))

    def test_it_says_what_to_do_while_there_is_nothing(self, review, office, sponsor, sign_in):
        url = page_of("indicator_list", review)
        assert "Say first what is counted or measured" in words_of(sign_in(office).get(url))
        assert "Add an indicator" not in words_of(sign_in(sponsor).get(url))

    def test_it_shows_the_papers_figures_with_their_notes(self, review, office, sign_in):
        record_paper_c(review)
        said = words_of(sign_in(office).get(page_of("indicator_list", review)))
        for words in ("98.34%", "1.14", "4.57", "Staff shortages.", "Dartford: 97.9%", "80% of calls answered", "Idox"):
            assert words in said

    def test_a_joint_figure_that_is_no_sum_is_shown_with_the_sum_and_the_difference(
        self, review, office, alder, birch, sign_in
    ):
        indicator = IndicatorFactory(review=review, staffing=True)
        for council, value in ((alder, 58.5), (birch, 41), (None, 100)):
            BaselineFactory(indicator=indicator, council=council, value=value)
        said = words_of(sign_in(office).get(page_of("indicator_list", review)))
        assert "The councils&#x27; figures add up to 99.5: 0.5 apart" in said

    def test_undefined_and_blank_are_told_apart(self, review, office, alder, birch, indicator, sign_in):
        BaselineFactory(indicator=indicator, council=alder, value=50)
        StandardFactory(indicator=indicator, target=50)
        for council in (alder, birch):
            MeasurementFactory(indicator=indicator, council=council, value=50)
        said = words_of(sign_in(office).get(page_of("indicator_list", review)))
        assert "Undefined: the target is the baseline" in said
        assert "Blank: no baseline" in said

    def test_markup_in_a_note_stays_words(self, review, office, alder, indicator, sign_in):
        BaselineFactory(indicator=indicator, council=alder, note="<b>bold</b>")
        assert "&lt;b&gt;bold&lt;/b&gt;" in words_of(sign_in(office).get(page_of("indicator_list", review)))


class TestBaselineGrid:
    def test_figures_are_read_as_people_write_them(self, review, office, alder, birch, indicator, sign_in):
        client, url = sign_in(office), page_of("baseline_edit", review)
        sent = as_opened(client, url) | {
            "calls__c-alder": "97.4%",
            "calls__c-alder__period": "2009/10",
            "calls__c-birch": "0",
        }
        assert client.post(url, sent).status_code == 302
        found = {row.council.code: (str(row.value), row.period) for row in Baseline.objects.all()}
        assert found == {"alder": ("97.4000", "2009/10"), "birch": ("0.0000", "")}

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("many", "Enter a number, such as 1,234 or 97.4."),
            ("1.234", "at most 2 figures after the point"),
            ("9" * 30, "at most 14 digits before the point"),
            ("=1+1", "Enter a number"),
            ("4\x00", "Null characters are not allowed."),
        ],
    )
    def test_nonsense_is_refused_at_its_cell_and_nothing_is_lost(
        self, review, office, alder, birch, indicator, sign_in, typed, sentence
    ):
        client, url = sign_in(office), page_of("baseline_edit", review)
        sent = as_opened(client, url) | {
            "calls__c-alder": typed,
            "calls__c-birch": "12",
            "calls__c-birch__note": "Mine",
        }
        response = client.post(url, sent)
        form = response.context["form"]
        assert response.status_code == 200
        assert sentence in form.errors["calls__c-alder"][0]
        assert (form["calls__c-birch"].value(), form["calls__c-birch__note"].value()) == ("12", "Mine")
        assert not Baseline.objects.exists()

    def test_an_unchanged_page_writes_nothing(self, review, office, alder, indicator, sign_in):
        BaselineFactory(indicator=indicator, council=alder, value="97.4567", note="One.\n\nTwo.\n")
        client, url = sign_in(office), page_of("baseline_edit", review)
        before = Baseline.objects.get()
        client.post(url, as_opened(client, url))
        assert Baseline.objects.get().note == before.note
        assert Baseline.pgh_event_model.objects.count() == 1

    def test_two_people_never_overwrite_each_other_silently(self, review, office, alder, indicator, sign_in):
        client, url = sign_in(office), page_of("baseline_edit", review)
        sent = as_opened(client, url) | {"calls__c-alder": "42"}
        BaselineFactory(indicator=indicator, council=alder, value=40, period="2009/10")
        refused = client.post(url, sent)
        assert "Someone else changed this to 40%, “2009/10”." in refused.context["form"].errors["calls__c-alder"]
        assert refused.context["form"]["calls__c-alder"].value() == "42"
        again = {**sent, "seen": refused.context["form"]["seen"].value()}
        assert client.post(url, again).status_code == 302
        assert Baseline.objects.get().value == 42

    @pytest.mark.parametrize("seen", ["", "{", "[]", "[" * 5000, json.dumps({"calls__c-alder": ["x"]})])
    def test_a_page_without_its_marks_overwrites_nothing(self, review, office, alder, indicator, sign_in, seen):
        BaselineFactory(indicator=indicator, council=alder, value=40)
        client, url = sign_in(office), page_of("baseline_edit", review)
        assert client.post(url, {"calls__c-alder": "42", "seen": seen}).status_code == 200
        assert Baseline.objects.get().value == 40

    def test_a_lead_officer_sees_the_others_figures_and_writes_the_own(self, review, alder, birch, indicator, sign_in):
        lead = lead_of(review, council=alder)
        BaselineFactory(indicator=indicator, council=birch, value=41, period="", note="")
        client, url = sign_in(lead), page_of("baseline_edit", review)
        page = client.get(url)
        assert "calls__c-birch" not in page.context["form"].fields
        assert "41%" in words_of(page)
        client.post(url, as_opened(client, url) | {"calls__c-birch": "99", "calls__c-alder": "12"})
        assert Baseline.objects.get(council=birch).value == 41
        assert Baseline.objects.get(council=alder).value == 12

    def test_many_indicators_come_page_by_page(self, review, office, alder, sign_in):
        for number in range(26):
            IndicatorFactory(review=review, code=f"i{number}")
        client, url = sign_in(office), page_of("baseline_edit", review)
        response = client.post(url, as_opened(client, url) | {"i0__c-alder": "1"})
        assert response.headers["Location"] == f"{url}?page=2"
        assert len(client.get(f"{url}?page=2").context["form"].indicators) == 1


class TestOtherGrids:
    def test_standards_of_a_council_year_by_year(self, review, office, alder, indicator, sign_in):
        client = sign_in(office)
        url = f"{page_of('standard_edit', review)}?council=alder&first=2011&last=2013"
        labels = [column.label for column in client.get(url).context["form"].columns]
        assert labels == ["Every year", "2011/12", "2012/13", "2013/14"]
        client.post(url, as_opened(client, url) | {"calls__2011": "97.7", "calls__every__words": "No target"})
        found = set(ServiceStandard.objects.values_list("council__code", "year", "words"))
        assert found == {("alder", 2011, ""), ("alder", None, "No target")}

    @pytest.mark.parametrize("query", ["first=x&last=9", "first=2013&last=2011", "first=1974&last=2199", "council=zz"])
    def test_strange_years_show_years_that_can_be(self, review, office, indicator, sign_in, query):
        form = sign_in(office).get(f"{page_of('standard_edit', review)}?{query}").context["form"]
        assert 2 <= len(form.columns) <= 7

    def test_measurements_of_one_stretch_and_their_versions(self, review, office, alder, indicator, sign_in):
        client = sign_in(office)
        url = f"{page_of('measurement_edit', review)}?measured_from=2024-04-01&measured_to=2025-03-31"
        client.post(url, as_opened(client, url) | {"calls__c-alder": "97.4"})
        client.post(url, as_opened(client, url) | {"calls__c-alder": "97.5", "calls__c-alder__note": "Recounted"})
        assert [str(row.value) for row in Measurement.objects.order_by("version")] == ["97.4000", "97.5000"]
        said = words_of(client.get(page_of("indicator_detail", review, indicator_code="calls")))
        assert "Earlier versions" in said
        assert "Version 1: 97.4%" in said

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("measured_from=2025-04-01&measured_to=2025-03-31", "The last day must be the first day or later."),
            ("measured_from=2025-04-01&measured_to=2199-03-31", "these days are not over yet"),
            ("measured_from=soon&measured_to=", "Enter a valid date."),
        ],
    )
    def test_days_that_cannot_be_are_refused(self, review, office, indicator, sign_in, query, sentence):
        assert sentence in words_of(sign_in(office).get(f"{page_of('measurement_edit', review)}?{query}"))

    def test_an_ended_indicator_is_measured_no_more(self, review, office, indicator, sign_in):
        Indicator.objects.filter(pk=indicator.pk).update(ended_on=date(2024, 3, 31))
        response = sign_in(office).get(page_of("measurement_edit", review), YEAR)
        assert "No indicators to fill in" in words_of(response)


class TestRecords:
    def test_an_indicator_is_added_and_changed(self, review, office, sign_in):
        client = sign_in(office)
        fields = {"name": "New claims", "category": "performance", "unit": "days", "direction": "lower"}
        client.post(page_of("indicator_create", review), fields | {"decimal_places": "0"})
        indicator = Indicator.objects.get()
        url = page_of("indicator_edit", review, indicator_code=indicator.code)
        refused = client.post(url, {**as_opened(client, url), "decimal_places": "9", "unit": ""})
        assert sorted(refused.context["form"].errors) == ["decimal_places", "unit"]
        assert client.post(url, {**as_opened(client, url), "unit": "working days"}).status_code == 302
        indicator.refresh_from_db()
        assert indicator.unit == "working days"

    def test_a_system_is_added_by_its_own_council(self, review, alder, birch, sign_in):
        client = sign_in(lead_of(review, council=alder))
        url = page_of("system_create", review)
        fields = {"purpose": "Telephony", "name": "Ringwell"}
        assert "council" in client.post(url, {**fields, "council": birch.pk}).context["form"].errors
        assert client.post(url, {**fields, "council": alder.pk}).status_code == 302
        theirs = SystemFactory(review=review, council=birch)
        codes = {"council_code": "birch", "system_code": theirs.code}
        assert client.get(page_of("system_edit", review, **codes)).status_code == 403
        assert SystemInUse.objects.get(council=alder).name == "Ringwell"


class TestHistory:
    def test_an_auditor_sees_every_kind_of_row_in_the_reviews_history(self, review, alder, indicator, sign_in):
        BaselineFactory(indicator=indicator, council=alder, value=40)
        StandardFactory(indicator=indicator, target=50)
        MeasurementFactory(indicator=indicator, council=alder)
        SystemFactory(review=review, council=alder, name="Ledgerline")
        auditor = user_with_role(Role.AUDITOR, review.programme)
        said = words_of(sign_in(auditor).get(page_of("review_history", review)))
        for words in ("Indicator", "Baseline", "Service standard", "Measurement", "System in use", "Ledgerline"):
            assert words in said


class TestDetail:
    QUERIES = 12

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many_measurements(
        self, review, office, alder, indicator, sign_in, django_assert_num_queries, number
    ):
        for year in range(2011, 2011 + number):
            days = {"measured_from": date(year, 4, 1), "measured_to": date(year + 1, 3, 31)}
            for version in range(1, number + 1):
                MeasurementFactory(indicator=indicator, council=alder, version=version, recorded_by=office, **days)
        client = sign_in(office)
        with django_assert_num_queries(self.QUERIES):
            client.get(page_of("indicator_detail", review, indicator_code="calls"))


class TestCharts:
    def test_two_figures_of_a_council_make_a_line_with_its_levels_and_its_table(
        self, review, office, alder, birch, indicator, sign_in
    ):
        BaselineFactory(indicator=indicator, council=alder, value=40)
        StandardFactory(indicator=indicator, year=2012, target=50)
        StandardFactory(indicator=indicator, year=2011, target=None, words="No target")
        for council, year, value in ((alder, 2011, 41), (alder, 2012, 44), (birch, 2012, 60), (birch, 2013, None)):
            days = {"measured_from": date(year, 4, 1), "measured_to": date(year + 1, 3, 31)}
            MeasurementFactory(indicator=indicator, council=council, value=value, **days)
        response = sign_in(office).get(page_of("indicator_detail", review, indicator_code="calls"))
        (chart,) = response.context["charts"]
        assert (chart.title, [one.word.text for one in chart.legend]) == (
            "Calls answered, Alder",
            ["Measured", "Standard", "Baseline"],
        )
        assert chart.description == (
            "From 41% (1 April 2011 to 31 March 2012) to 44% (1 April 2012 to 31 March 2013), in 2 measurements. "
            "The baseline is 40%."
        )
        assert "Calls answered, Alder as a table" in words_of(response)


class TestProgrammesList:
    QUERIES = 13

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_same_of_the_database_however_many_reviews(
        self, programme, office, sign_in, django_assert_num_queries, number
    ):
        for _ in range(number):
            indicator = IndicatorFactory(review=ReviewFactory(programme=programme))
            StandardFactory(indicator=indicator, year=2011)
            MeasurementFactory(indicator=indicator, council=ParticipationFactory(review=indicator.review).council)
        client = sign_in(office)
        with django_assert_num_queries(self.QUERIES):
            client.get(reverse("service_standards", args=[programme.code]), {"sort": "-achievement"})

    def test_it_is_filtered_by_council_year_and_whether_met(
        self, programme, review, office, alder, birch, indicator, sign_in
    ):
        StandardFactory(indicator=indicator, target=50)
        MeasurementFactory(indicator=indicator, council=alder, value=45)
        MeasurementFactory(indicator=indicator, council=birch, value=55)
        client, url = sign_in(office), reverse("service_standards", args=[programme.code])

        def rows(**asked):
            return [(row.council, row.year, row.met) for row in client.get(url, asked).context["table"].data]

        assert rows() == [("Alder", "2011/12", "Not met"), ("Birch", "2011/12", "Met")]
        assert rows(met="met") == [("Birch", "2011/12", "Met")]
        assert rows(council="alder", q="calls") == [("Alder", "2011/12", "Not met")]
        assert rows(q="nothing like it") == []

    def test_each_file_has_the_numbers(self, programme, office, alder, indicator, sign_in):
        BaselineFactory(indicator=indicator, council=alder, value=40)
        StandardFactory(indicator=indicator, target=50)
        MeasurementFactory(indicator=indicator, council=alder, value=45)
        response = sign_in(office).get(reverse("service_standards", args=[programme.code]), {"_export": "xlsx"})
        rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.values)
        assert dict(zip(rows[0], rows[1], strict=True))["Achievement"] == 50
        assert dict(zip(rows[0], rows[1], strict=True))["Met"] == "Not met"

    def test_who_sees_no_review_sees_no_standard_of_it(self, programme, review, alder, indicator, sign_in):
        StandardFactory(indicator=indicator)
        elsewhere = ReviewFactory(programme=programme)
        client = sign_in(lead_of(elsewhere))
        assert "No service standards yet" in words_of(client.get(reverse("service_standards", args=[programme.code])))
