"""Who may do what with bodies, meetings, reports and their documents.

A clerk works for one council: the bodies of that council, and the joint bodies of the programme. The programme office
works for all of them.
"""

from __future__ import annotations

from typing import Any

import rules

from governance.models import Body, Meeting, Report, ReportSnapshot
from programme.enums import PROGRAMME_WIDE_ROLES, Role
from programme.models import Council, Programme, User
from programme.models.grants import councils_of
from programme.permissions import holds, runs_programme
from services.models.service_review import READING_COUNCIL_ROLES


def writes_for_council(user: Any, *, programme: Programme | int, council: Council | int | None) -> bool:
    """Whether a person writes for the bodies of a council of the programme; None is a joint body."""
    return holds(user, Role.PROGRAMME_OFFICE, programme=programme) or holds(
        user, Role.CLERK, programme=programme, council=council
    )


def councils_written_for(user: Any, *, programme: Programme) -> set[int] | None:
    """The ids of the councils whose bodies a person may add; None is every council of the programme."""
    if holds(user, Role.PROGRAMME_OFFICE, programme=programme):
        return None
    return councils_of(user, Role.CLERK, programme=programme)


@rules.predicate
def reads_working_record(user: User, programme: Programme | None) -> bool:
    """Programme-wide roles, and council roles that work on the reviews of their council; not councillors."""
    return programme is not None and holds(user, *PROGRAMME_WIDE_ROLES, *READING_COUNCIL_ROLES, programme=programme)


@rules.predicate
def keeps_bodies(user: User, programme: Programme | None) -> bool:
    return programme is not None and holds(user, Role.PROGRAMME_OFFICE, Role.CLERK, programme=programme)


@rules.predicate
def writes_for_body(user: User, body: Body | None) -> bool:
    return body is not None and writes_for_council(user, programme=body.programme_id, council=body.council_id)


@rules.predicate
def writes_for_meeting(user: User, meeting: Meeting | None) -> bool:
    return meeting is not None and bool(writes_for_body(user, meeting.body))


@rules.predicate
def writes_report(user: User, report: Report | None) -> bool:
    return report is not None and bool(writes_for_body(user, report.meeting.body))


@rules.predicate
def reads_draft(user: User, report: Report | None) -> bool:
    return report is not None and Report.objects.drafts_visible_to(user).filter(pk=report.pk).exists()


@rules.predicate
def reads_document(user: User, snapshot: ReportSnapshot | None) -> bool:
    return snapshot is not None and ReportSnapshot.objects.visible_to(user).filter(pk=snapshot.pk).exists()


rules.add_perm("governance.view_dashboard", reads_working_record)
rules.add_perm("governance.override_rating", runs_programme)
rules.add_perm("governance.add_body", keeps_bodies)
rules.add_perm("governance.change_body", writes_for_body)
rules.add_perm("governance.add_meeting", writes_for_body)
rules.add_perm("governance.change_meeting", writes_for_meeting)
rules.add_perm("governance.add_report", writes_for_meeting)
rules.add_perm("governance.change_report", writes_report)
rules.add_perm("governance.generate_document", writes_report)
rules.add_perm("governance.publish_document", writes_report)
rules.add_perm("governance.view_draft", reads_draft)
rules.add_perm("governance.view_document", reads_document)
