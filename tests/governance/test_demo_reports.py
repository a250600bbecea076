"""The report of each demo programme, in its own house style, is an accessible document."""

from __future__ import annotations

import page
import pytest
from django.utils import timezone

from governance.domain.document import RENDERING, freeze_report
from governance.models import Report
from programme.domain.job import run_job
from programme.enums import JobStatus
from programme.models import User
from tests.programme.file.demos import take_demo

pytestmark = [pytest.mark.django_db, pytest.mark.long]

REPORTS = {
    "east-northants-wellingborough": "january-2020",
    "broadland-south-norfolk": "working-group-report",
    "dartford-sevenoaks": "study",
    "rochford-brentwood": "q4-update",
}


@pytest.mark.parametrize(("name", "code"), REPORTS.items(), ids=REPORTS)
def test_no_rule_of_pdf_ua_fails(name: str, code: str, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = Report.objects.get(programme=take_demo(name), code=code)
    clerk = User.objects.get(grants__programme=report.programme, grants__role="clerk")

    job = run_job(RENDERING, job_id=freeze_report(report=report, actor=clerk, at=timezone.now()).pk, clock=timezone.now)

    checked = page.validate_pdf_bytes(job.document.read(), profile="ua1")
    assert (job.status, job.failed_rules) == (JobStatus.DONE, 0)
    assert (checked.is_compliant, checked.rules.failed) == (True, 0)
