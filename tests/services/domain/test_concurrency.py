"""Two people at once, on two real connections: one of them wins, the other is told, nothing is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from programme.errors import ChangedByAnother, DomainError
from services.domain.progress_update import UpdateNotEditable, accept_update, hand_in_update, recall_update, save_update
from services.enums import UpdateStatus
from services.models import ProgressUpdate
from tests.factories.services import UpdateFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or raised, all begun at the same moment on connections of their own."""
    start = Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = act()
        except DomainError as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_two_first_saves_make_one_draft(review, period, lead, second_lead):
    def first_save(actor):
        return save_update(
            review=review,
            period=period,
            edition=0,
            changes={"business_case_update": f"By {actor}."},
            actor=actor,
            at=timezone.now(),
        )

    results = together(lambda: first_save(lead), lambda: first_save(second_lead))

    assert sorted(type(result).__name__ for result in results) == ["ChangedByAnother", "ProgressUpdate"]
    winner = next(result for result in results if isinstance(result, ProgressUpdate))
    assert ProgressUpdate.objects.get().business_case_update == winner.business_case_update


def test_two_submissions_of_one_draft_hand_it_in_once(review, period, lead, second_lead):
    UpdateFactory(review=review, period=period)

    def hand_in(actor):
        return hand_in_update(
            review=review,
            period=period,
            edition=1,
            changes={"business_case_update": f"By {actor}."},
            actor=actor,
            at=timezone.now(),
        )

    results = together(lambda: hand_in(lead), lambda: hand_in(second_lead))

    refused = [result for result in results if isinstance(result, DomainError)]
    assert len(refused) == 1
    assert isinstance(refused[0], UpdateNotEditable | ChangedByAnother)
    assert ProgressUpdate.objects.get().status == UpdateStatus.SUBMITTED


def test_taking_back_and_accepting_do_not_both_happen(review, period, lead, sponsor):
    update = UpdateFactory(review=review, period=period, submitted=True, submitted_by=lead)

    results = together(
        lambda: accept_update(update=update, actor=sponsor, at=timezone.now()),
        lambda: recall_update(update=update, actor=lead, at=timezone.now()),
    )

    assert len([result for result in results if isinstance(result, DomainError)]) == 1
    assert ProgressUpdate.objects.get().status in (UpdateStatus.ACCEPTED, UpdateStatus.DRAFT)
