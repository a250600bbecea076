"""The measuring programme: as many rows as it says, recorded when they happened."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import F, Max, Min
from django.utils import timezone

from finance.models import SavingsLine, SavingsValue
from governance.domain.scale_data.make import ScaleDataUnwanted, make_scale_data
from governance.domain.scale_data.scale import Scale
from programme.history import Moment
from programme.models import Programme
from risks.models import Assessment, RegisterEntry, Risk
from services.enums import Stage, State, UpdateStatus
from services.models import ProgressUpdate, ServiceReview
from services.queries.progress import progress_rows

pytestmark = pytest.mark.django_db

SMALL = Scale(reviews=20, periods=4, risks=40, savings_lines=3)


@pytest.fixture(scope="module")
def world(module_database):
    make_scale_data(code="scale", scale=SMALL, at=timezone.now())


@pytest.fixture
def programme(world):
    return Programme.objects.get(code="scale")


def event(model):
    return model.pgh_event_model.objects.all()


def test_the_whole_scale_is_that_of_the_issue_it_measures():
    scale = Scale()

    assert (scale.reviews, scale.periods, scale.updates) == (400, 112, 45_000)
    assert (scale.risks, scale.assessments) == (10_000, 60_000)
    assert (scale.savings_lines, scale.savings_values) == (1_500, 72_000)


def test_there_are_as_many_rows_as_it_says(programme):
    assert programme.periods.count() == 4
    assert ServiceReview.objects.filter(programme=programme).count() == 20
    assert ProgressUpdate.objects.filter(status=UpdateStatus.ACCEPTED).count() == SMALL.updates == 90
    assert Risk.objects.count() == 40
    assert Assessment.objects.count() == SMALL.assessments == 240
    assert SavingsLine.objects.count() == 3
    assert SavingsValue.objects.count() == SMALL.savings_values == 144


def test_every_row_has_the_events_of_its_life_and_no_others(programme):
    assert event(ProgressUpdate).count() == 3 * SMALL.updates
    assert event(Assessment).count() == SMALL.assessments
    assert event(RegisterEntry).count() == SMALL.risks
    assert event(Risk).count() == SMALL.risks + Risk.objects.exclude(closed_on=None).count() == 44


def test_nothing_was_recorded_today_or_before_the_programme_began(programme):
    models = [
        model
        for app in ("programme", "services", "risks", "finance")
        for model in apps.get_app_config(app).models.values()
    ]
    times = [
        event(model).aggregate(first=Min("pgh_created_at"), last=Max("pgh_created_at"))
        for model in models
        if hasattr(model, "pgh_event_model")
    ]
    began = min(found["first"] for found in times if found["first"])

    assert timezone.localdate(began) >= programme.starts_on - timedelta(days=14)  # its first period was made ahead
    assert max(found["last"] for found in times if found["last"]) < timezone.now() - timedelta(days=1)


def test_the_events_of_an_update_are_those_of_its_own_dates(programme):
    updates = event(ProgressUpdate)

    assert not updates.filter(status="draft").exclude(pgh_created_at=F("created_at"), pgh_label="insert").exists()
    assert not updates.filter(status="submitted").exclude(pgh_created_at=F("submitted_at"), decided_at=None).exists()
    assert not updates.filter(status="accepted").exclude(pgh_created_at=F("decided_at"), pgh_label="update").exists()


@pytest.mark.parametrize("model", [ServiceReview, Risk, SavingsLine, SavingsValue, ProgressUpdate])
def test_the_last_event_says_what_the_row_says(programme, model):
    tracked = [field.attname for field in event(model).model._meta.concrete_fields if hasattr(model, field.attname)]
    last = event(model).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")

    assert list(last.values_list(*tracked)) == list(model.objects.order_by("pk").values_list(*tracked))


def rows_at(programme, day):
    as_at = day and timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.max.time()))
    return progress_rows(reviews=ServiceReview.objects.filter(programme=programme), moment=Moment(programme, as_at))


def test_now_reviews_stand_at_every_stage(programme):
    rows = rows_at(programme, None)

    assert {row.stage for row in rows} == set(Stage)
    assert {row.state for row in rows} == {State.ACTIVE, State.ON_HOLD, State.COMPLETE}


def test_a_past_day_has_the_data_of_that_day(programme):
    before_last = programme.periods.order_by("-starts_on")[1]

    rows = rows_at(programme, before_last.ends_on)

    assert len(rows) == 20
    assert {row.update.period for row in rows} == {before_last}
    assert {row.update.version for row in rows} == {1, 2}


def test_on_the_first_day_nothing_had_begun(programme):
    rows = rows_at(programme, programme.starts_on)

    assert [(row.stage, row.state, row.update) for row in rows] == [(Stage.NOT_STARTED, State.ACTIVE, None)] * 20


def test_entries_point_at_their_latest_assessments(programme):
    latest = Assessment.objects.order_by("entry_id", "kind", "-assessed_on").distinct("entry_id", "kind")
    by_entry = {(one.entry_id, one.kind): one.pk for one in latest}

    for entry in RegisterEntry.objects.all():
        for kind in ("inherent", "current", "target"):
            assert getattr(entry, f"{kind}_id") == by_entry[entry.pk, kind]


def test_the_same_size_gives_the_same_programme(programme):
    other = make_scale_data(code="again", scale=SMALL, at=timezone.now(), beside_others=True)

    def told(one):
        events = event(ProgressUpdate).filter(review__programme=one).order_by("pgh_id")
        return list(events.values_list("pgh_created_at", "review__code", "period__code", "rag", "business_case_update"))

    assert told(other) == told(programme)


def test_it_stands_beside_others_only_when_told(programme):
    with pytest.raises(CommandError, match="has other programmes"):
        call_command("make_scale_data", code="another")


def test_it_does_not_write_into_a_programme_that_is_there(programme):
    with pytest.raises(ScaleDataUnwanted, match="a programme scale already"):
        make_scale_data(code="scale", scale=SMALL, at=timezone.now(), beside_others=True)


def test_the_command_says_what_it_wrote(capsys):
    size = {"reviews": 2, "periods": 1, "risks": 1, "savings_lines": 1}
    call_command("make_scale_data", code="another", beside_others=True, **size)

    assert capsys.readouterr().out.startswith(
        "Wrote Programme of 2 reviews: 1 periods, 3 updates, 1 risks, 6 assessments, 1 savings lines and 48 values in "
    )


def test_the_command_refuses_numbers_below_1():
    with pytest.raises(CommandError, match="1 or more"):
        call_command("make_scale_data", reviews=0)
