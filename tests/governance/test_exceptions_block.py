"""The exceptions in a report: what its body is told of, at the report's moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.blocks import BlockContext, BlockParametersInvalid, build_block
from governance.queries.meetings import last_board_meeting
from tests.factories.governance import BodyFactory, MeetingFactory
from tests.factories.risks import AssessmentFactory, EntryFactory, RegisterFactory, cell_of, make_matrix

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    entry = EntryFactory(number="7", register=RegisterFactory(), risk__title="The depot floods")
    AssessmentFactory(entry=entry, cell=cell_of(make_matrix(entry.register), 3, 3))
    return entry


def table(entry, *, as_at=None, **parameters):
    body = BodyFactory(programme=entry.risk.programme)
    context = BlockContext(programme=entry.risk.programme, body=body, as_at=as_at, at=timezone.now())
    (block,) = build_block(code="exceptions", parameters=parameters, context=context)
    return block


def test_each_line_says_what_by_which_rule_and_since_when(entry):
    first = table(entry).rows[0]

    texts = [cell.text for cell in first.cells]
    assert texts[:3] == ["7 The depot floods", entry.register.name, "Outside tolerance"]
    assert str(timezone.localdate().year) in texts[3]
    assert first.sources[0].ref == f"outside_tolerance/risk-{entry.pk}"


def test_of_one_rule(entry):
    block = table(entry, rule="no_action")

    assert block.caption == "Exceptions: No action"
    assert [row.cells[2].text for row in block.rows] == ["No action"]


def test_without_any_it_says_so(entry):
    assert table(entry, rule="cost_forecast").note == "Nothing breaks a rule of the programme."


def test_a_rule_that_there_is_not(entry):
    with pytest.raises(BlockParametersInvalid, match="no rule of exceptions “nonsense”"):
        table(entry, rule="nonsense")


def test_a_confidential_risk_is_in_no_report(entry):
    type(entry.risk).objects.update(is_confidential=True)

    assert table(entry).rows == ()


def test_the_board_last_met(entry):
    programme, now = entry.risk.programme, timezone.now()
    board, committee = BodyFactory(programme=programme), BodyFactory(programme=programme, committee=True)
    for days, body in ((-40, board), (-90, board), (-10, committee), (10, board)):
        MeetingFactory(body=body, starts_at=now + timedelta(days=days))

    assert last_board_meeting(programme, now) == now - timedelta(days=40)
    assert last_board_meeting(programme, now - timedelta(days=100)) is None
