"""Two programmes alike, a person for each role in the first, and people who have no business there.

The programmes are the demo file for newcomers, loaded twice: it has a row of every kind. The second copy has the same
codes, so that an address of the other programme differs from our own in the programme's code alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from finance.enums import LedgerImportStatus
from finance.models import DriverFigure, LedgerImport
from governance.domain.document import freeze_report
from governance.models import RenderJob, Report
from programme.domain.programme_file import import_programme_file
from programme.enums import COUNCIL_ROLES, JobStatus, MembershipRole, Role
from programme.models import Council, ImportJob, Programme, ProgrammeMembership, RoleGrant, User
from programme.rules.demo_dates import resolve_dates
from services.domain.note import attach_document
from services.models import Attachment, GateEvidence, Note, ProjectDependency, ServiceReview
from tests.conftest import MODEL_BACKEND
from tests.factories.notes import pdf, upload
from tests.factories.programme import CouncilFactory, MembershipFactory, UserFactory, user_with_role
from tests.factories.services import ParticipationFactory

FILE = Path(__file__).parent.parent.parent / "demo" / "newcomer.yaml"
OTHER = "other-programme"

ROLE_OF = {
    "office": Role.PROGRAMME_OFFICE,
    "lead": Role.LEAD_OFFICER,
    "sponsor": Role.SPONSOR,
    "finance": Role.FINANCE_OFFICER,
    "risk": Role.RISK_OWNER,
    "clerk": Role.CLERK,
    "clearing": Role.CLEARING_OFFICER,
    "board": Role.BOARD_MEMBER,
    "councillor": Role.COUNCILLOR,
    "auditor": Role.AUDITOR,
}


@dataclass
class World:
    """`arguments` are the values for the names in addresses; `others` the same of the other programme.

    A name that stands for different things in different addresses is told apart by the address ("name:argument").
    """

    people: dict[str, User]
    arguments: dict[str, Any]
    others: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)

    def client_of(self, person: str) -> Client:
        if person not in self.clients:
            client = Client()
            if person != "anonymous":
                client.force_login(self.people[person], backend=MODEL_BACKEND)
            self.clients[person] = client
        return self.clients[person]


def build_world() -> World:
    own = _load(code="ashmere-wendle", domain=".example")
    other = _load(code=OTHER, domain=".other.example")
    people = {
        person: RoleGrant.objects.filter(programme=own, role=role).order_by("pk")[0].user
        for person, role in ROLE_OF.items()
    }
    third = _third_council(own)
    people["elsewhere"] = user_with_role(Role.LEAD_OFFICER, own, third, name="Lead officer elsewhere")
    people["administrator"] = user_with_role(Role.ADMINISTRATOR)
    people["stranger"] = _with_every_role(other)
    people["nobody"] = UserFactory(name="Nobody")
    world = World(people=people, arguments=_arguments(own), others=_arguments(other))
    for person in [*people, "anonymous"]:
        world.client_of(person)
    return world


def _third_council(programme: Programme) -> Council:
    """A member of the programme that has left the one review in which it took part."""
    council: Council = MembershipFactory(
        programme=programme, council=CouncilFactory(name="Third Borough Council")
    ).council
    review = ServiceReview.objects.get(programme=programme, code="human-resources")
    ParticipationFactory(
        review=review, council=council, joined_on=review.joined_on, left_on=timezone.localdate() - timedelta(days=30)
    )
    return council


def _load(*, code: str, domain: str) -> Programme:
    text = resolve_dates(FILE.read_text(), today=timezone.localdate())
    text = text.replace("code: ashmere-wendle", f"code: {code}")
    text = text.replace(".example", domain)
    return import_programme_file(data=text.encode(), filename=FILE.name, actor=None, at=timezone.now()).programme


def _with_every_role(programme: Programme) -> User:
    """Who may do anything, but in the other programme."""
    user = UserFactory(name="Stranger")
    council = Council.objects.get(code="ashmere")
    for role in ROLE_OF.values():
        RoleGrant.objects.create(
            user=user,
            role=role,
            programme=programme,
            council=council if role in COUNCIL_ROLES else None,
            starts_on=timezone.localdate(),
        )
    return user


def _arguments(programme: Programme) -> dict[str, Any]:
    report = Report.objects.get(programme=programme)
    membership = ProgrammeMembership.objects.filter(programme=programme, role=MembershipRole.HOST).get()
    person = User.objects.filter(grants__programme=programme, grants__role=Role.RISK_OWNER).order_by("pk")[0]
    _finish(freeze_report(report=report, actor=None, at=timezone.now()))
    office = User.objects.filter(grants__programme=programme, grants__role=Role.PROGRAMME_OFFICE).order_by("pk")[0]
    imported = ImportJob.objects.create(
        requested_by=office,
        programme=programme,
        filename=FILE.name,
        file="imports/none.yaml",
        sha256="0" * 64,
        size=1,
        queued_at=timezone.now(),
    )
    ledger = LedgerImport.objects.create(
        programme=programme,
        filename="ledger.csv",
        file="ledger/none.csv",
        status=LedgerImportStatus.DONE,
        requested_by=office,
        queued_at=timezone.now(),
    )
    first_figures = DriverFigure.objects.filter(driver__programme=programme).earliest("starts_on").starts_on
    return {
        "programme_code": programme.code,
        "membership_id": membership.pk,
        "phase_code": "phase-1",
        "period_code": "last",
        "person_id": person.pk,
        "grant_id": person.grants.get().pk,
        "review_code": "waste-collection",
        "case_code": "joint-depot",
        "option_code": "one-depot",
        "criterion_code": "cheaper",
        "apportionment_code": "equal-parts",
        "driver_code": "staff",
        "figures_from": first_figures.isoformat(),
        "register_code": "joint",
        "budget_year": 2026,
        "budget_code": "depot-works",
        "commitment_code": "survey",
        "close_year": 2025,
        "month": 12,
        "import_id": ledger.pk,
        "number": 2,
        "other": 1,
        "lines_edit:kind": "current",
        "lines_totals:kind": "current",
        "line_code": "waste-fewer-rounds",
        "savings_from_case:number": 1,
        "milestone_code": "waste-contract",
        "action_code": "depot-survey",
        "area_code": "working-together",
        "reference_code": "JP2",
        "session_code": "waste-first",
        "indicator_code": "waste-missed",
        "council_code": "ashmere",
        "system_code": "route-planning",
        "aim_code": "resilience",
        "project_code": "joint-depot",
        "dependency_id": ProjectDependency.objects.get(project__programme=programme, project__code="joint-depot").pk,
        "note_code": "depot-visit",
        "attachment_id": _attached(Note.objects.get(programme=programme, code="depot-visit"), office).pk,
        "version": 1,
        "figure": "red",
        "body_code": "programme-board",
        "meeting_code": "next-board",
        "style_code": "board-paper",
        "report_code": "board-progress",
        "section_code": "purpose",
        "recommendation_id": report.recommendations.order_by("position")[0].pk,
        "paper_id": report.background_papers.get().pk,
        "act": "up",
        "review_state:act": "hold",
        "gate_code": "figures-agreed",
        "group_code": "depot-team",
        "member_code": "depots",
        "evidence_id": GateEvidence.objects.get(review__programme=programme, review__code="waste-collection").pk,
        "job_id": imported.pk,
        "risk_code": "joint-1",
        "mitigation_code": "interim",
        "issue_code": "phones",
        "uidb64": "MQ",
        "token": "set-password",
    }


def _finish(job: RenderJob) -> None:
    """As after the worker: the document is there."""
    content = pdf()
    job.document.save("report.pdf", ContentFile(content), save=False)
    job.document_sha256, job.document_bytes = sha256(content).hexdigest(), len(content)
    job.status, job.progress, job.finished_at = JobStatus.DONE, 100, timezone.now()
    job.save()


def _attached(note: Note, actor: User) -> Attachment:
    """A document whose content is here; the file of the demo names one without."""
    return attach_document(note=note, document=upload(), actor=actor, at=timezone.now())
