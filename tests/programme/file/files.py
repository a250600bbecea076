"""A small programme file as data, to be changed by a test and written as any format."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from programme.domain.programme_file import ImportResult, ProgrammeFileFaulty, import_programme_file
from programme.file.yaml_format import write_yaml

AT = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)

SMALL: dict[str, Any] = {
    "concordat": 1,
    "programme": {"code": "alder-birch", "name": "Alder and Birch together", "starts_on": "2022-02-01"},
    "councils": [
        {"code": "alder", "name": "Alder District Council", "short_name": "Alder", "kind": "district"},
        {"code": "birch", "name": "Birch Borough Council", "short_name": "Birch", "kind": "borough"},
    ],
    "people": [
        {
            "email": "office@alder.example",
            "name": "Olive Frost",
            "post": "Programme manager",
            "roles": [{"role": "programme_office", "starts_on": "2022-02-01"}],
        },
        {
            "email": "lead@birch.example",
            "name": "Leo Dane",
            "council": "birch",
            "roles": [{"role": "lead_officer", "council": "birch", "starts_on": "2022-02-01"}],
        },
    ],
    "memberships": [
        {"council": "alder", "role": "lead", "joined_on": "2022-02-01"},
        {"council": "birch", "role": "partner", "joined_on": "2022-02-01"},
    ],
    "phases": [{"code": "phase-1", "name": "Phase 1", "starts": "2022-10", "ends": "2023-04", "position": 1}],
    "periods": [
        {
            "code": "q4",
            "name": "Quarter 4",
            "starts_on": "2022-11-01",
            "ends_on": "2023-01-31",
            "deadline": "2023-01-31",
            "cut_off": "2023-02-10",
            "remind_before": 5,
            "remind_every": 7,
        }
    ],
    "services": [{"code": "legal", "name": "Legal"}, {"code": "parking", "name": "Parking"}],
    "reviews": [
        {
            "code": "legal",
            "name": "Legal",
            "service": "legal",
            "phase": "phase-1",
            "position": 1,
            "sponsor": "office@alder.example",
            "joined_on": "2022-10-01",
            "participations": [
                {"council": "alder"},
                {"council": "birch", "lead_officer": "lead@birch.example", "is_host": True},
            ],
        },
        {
            "code": "parking",
            "name": "Parking",
            "service": "parking",
            "phase": "phase-1",
            "position": 2,
            "planned_start": "2023-02",
            "joined_on": "2022-10-01",
        },
    ],
    "stages": [
        {
            "review": "legal",
            "stage": "scoping",
            "effective": "2022-10",
            "reason": "Begun.",
            "actor": "office@alder.example",
            "recorded_at": "2022-10-17T09:00:00Z",
        },
        {
            "review": "legal",
            "state": "on_hold",
            "effective": "2022-12-05",
            "reason": "Staff are away.",
            "recorded_at": "2022-12-05T09:00:00Z",
        },
    ],
    "updates": [
        {
            "review": "legal",
            "period": "q4",
            "version": 1,
            "status": "accepted",
            "rag": "amber",
            "rag_reason": "On hold.",
            "business_case_update": "Figures are being gathered.\n\n- one\n- two\n",
            "business_case_expected": "2023-05",
            "implementation_expected": "tbc: once approved",
            "author": "lead@birch.example",
            "submitted_by": "lead@birch.example",
            "submitted_at": "2023-01-24T10:00:00Z",
            "decided_by": "office@alder.example",
            "decided_at": "2023-01-27T10:00:00Z",
        },
        {
            "review": "parking",
            "period": "q4",
            "version": 1,
            "status": "draft",
            "business_case_update": "Not started.",
            "created_at": "2023-01-20T08:30:00Z",
            "edited_at": "2023-01-21T08:30:00Z",
        },
    ],
    "milestones": [{"code": "go-live", "name": "Go live", "review": "legal", "forecast": "2023-Q3"}],
    "bodies": [
        {"code": "board", "name": "Board", "kind": "programme_board", "regime": "non_statutory"},
        {"code": "cabinet", "name": "Cabinet", "council": "alder", "kind": "executive", "regime": "executive"},
    ],
    "meetings": [{"body": "board", "code": "march", "starts_at": "2023-03-09T10:00:00Z", "place": "Online"}],
    "house_styles": [
        {
            "code": "plain",
            "name": "Plain",
            "layout": {"parts": [{"part": "title"}], "sections": [{"code": "purpose", "heading": "Purpose"}]},
        }
    ],
    "reports": [
        {
            "code": "update",
            "title": "Update",
            "meeting": "board/march",
            "house_style": "plain",
            "edited_at": "2023-02-01T10:00:00Z",
            "sections": [
                {"code": "purpose", "position": 1, "heading": "Purpose", "body": "To tell."},
                {"code": "table", "position": 2, "block": "progress_table", "parameters": {"phase": "phase-1"}},
            ],
            "recommendations": [{"position": 1, "text": "That the board notes this.", "reason": "It asked."}],
            "background_papers": [{"position": 1, "title": "The agreement", "dated": "2022-01-25"}],
        }
    ],
}


def small(**sections: Any) -> dict[str, Any]:
    """A copy of the small file, with sections replaced (or, given None, left out)."""
    data = {**deepcopy(SMALL), **sections}
    return {name: value for name, value in data.items() if value is not None}


def take(data: dict[str, Any] | str | bytes, *, filename: str = "file.yaml", **options: Any) -> ImportResult:
    """Import data, or a text as it stands, as the operator."""
    if isinstance(data, dict):
        data = write_yaml(data)
    content = data.encode() if isinstance(data, str) else data
    return import_programme_file(data=content, filename=filename, **{"actor": None, "at": AT, **options})


def faults_of(data: dict[str, Any] | str | bytes, *, filename: str = "file.yaml", **options: Any) -> list[str]:
    """Every fault of a file as text; an empty list when it is taken in."""
    try:
        take(data, filename=filename, **options)
    except ProgrammeFileFaulty as faulty:
        return [str(fault) for fault in faulty.faults]
    return []


def line_of(data: dict[str, Any], words: str) -> int:
    """The line of the YAML on which some words first stand."""
    lines = write_yaml(data).splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)
