"""Sections of the programme file: projects of the reviews, and what each needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.models import Project, ProjectDependency
from services.programme_file.removal import is_removed
from services.rules.stages import circle_in


def _check_circles(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    """A project that waits for itself, told once at the first of its rows that the file adds."""
    needs: dict[str, set[str]] = defaultdict(set)
    rows: dict[tuple[str, str], Row] = {}
    for row in plan.rows("project_dependencies"):
        project, needed = row.value("project"), row.value("needs")
        needs[project.key].add(needed.key)
        rows[project.key, needed.key] = row
    circle = circle_in(needs)
    steps = [rows[step] for step in pairwise(circle)]
    told = next((row for row in steps if row.is_touched), None)
    if told is not None:
        yield told, "needs", f"expected projects that do not wait for themselves: {' needs '.join(circle)}"


PROJECTS = Section(
    name="projects",
    noun="project",
    about="Pieces of work inside the reviews, each with a state of its own.",
    model=Project,
    key=("code",),
    fields=fields_of(
        Project,
        "code name review summary lead state state_reason state_since planned_start planned_finish expected_finish "
        "started finished position",
        references={"review": "reviews", "lead": "people"},
        about={"position": "The order within its review. Left out: the order in the file."},
    ),
    order=162,
    sort=("review", "position", "code"),
    ordinal="position",
    ordinal_within=("review",),
)

PROJECT_DEPENDENCIES = Section(
    name="project_dependencies",
    noun="dependency",
    about="A project that must finish before this one starts.",
    model=ProjectDependency,
    key=("needs",),
    fields=fields_of(ProjectDependency, "needs reason", references={"needs": "projects"}),
    order=163,
    programme_path="project__programme",
    parent="projects",
    parent_column="project",
    nested_as="needs",
    omitted=is_removed,
)

SECTIONS = (PROJECTS, PROJECT_DEPENDENCIES)

HOOKS = (PlanHooks("project_dependencies", check=_check_circles),)
