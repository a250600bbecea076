"""The list of house styles: it counts no report that its reader may not see."""

from __future__ import annotations

import pytest
from django.utils import timezone

from governance.models import Report
from governance.queries.reports import listed_house_styles
from programme.enums import Role
from tests.factories.governance import ReportFactory
from tests.factories.programme import user_with_role

pytestmark = pytest.mark.django_db


def test_a_councillor_counts_published_reports_only():
    report = ReportFactory()
    programme = report.programme
    councillor = user_with_role(Role.COUNCILLOR, programme)
    auditor = user_with_role(Role.AUDITOR, programme)

    def counted(reader):
        return [style.report_count for style in listed_house_styles(programme=programme, reader=reader)]

    assert (counted(councillor), counted(auditor)) == ([0], [1])
    Report.objects.filter(pk=report.pk).update(published_at=timezone.now())
    assert (counted(councillor), counted(auditor)) == ([1], [1])
