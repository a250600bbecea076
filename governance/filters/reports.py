"""How lists of meetings and reports are narrowed."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from governance.models import Body, Meeting, Report
from governance.queries.reports import JOBLESS
from programme.enums import UNFINISHED, JobStatus
from programme.models import Programme

DOCUMENT_CHOICES = (
    ("none", "Not generated"),
    ("making", "Being made"),
    ("done", "Generated"),
    ("failed", "Failed"),
    ("published", "Published"),
)


class _OfProgramme(django_filters.FilterSet):
    """Offers the bodies of the programme."""

    def __init__(self, *args: Any, programme: Programme, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["body"].queryset = Body.objects.filter(programme=programme)


class MeetingFilter(_OfProgramme):
    body = django_filters.ModelChoiceFilter(
        queryset=Body.objects.none(), to_field_name="code", empty_label="All bodies", label="Body"
    )
    after = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte", label="From")
    before = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte", label="To")

    class Meta:
        model = Meeting
        fields: list[str] = []


class ReportFilter(_OfProgramme):
    title = django_filters.CharFilter(field_name="shown_title", lookup_expr="icontains", label="Title has")
    body = django_filters.ModelChoiceFilter(
        field_name="meeting__body",
        queryset=Body.objects.none(),
        to_field_name="code",
        empty_label="All bodies",
        label="Body",
    )
    document = django_filters.ChoiceFilter(
        choices=DOCUMENT_CHOICES, method="by_document", empty_label="All", label="Document"
    )

    class Meta:
        model = Report
        fields: list[str] = []

    def by_document(self, reports: QuerySet[Report], name: str, value: str) -> QuerySet[Report]:
        """Narrow by how far the newest document is; `standing` is annotated by `listed_reports`."""
        conditions = {
            "none": Q(standing=JOBLESS),
            "making": Q(standing__in=UNFINISHED),
            "done": Q(standing=JobStatus.DONE),
            "failed": Q(standing=JobStatus.FAILED),
            "published": Q(published_at__isnull=False),
        }
        return reports.filter(conditions[value])
