"""Sections of the programme file: areas of review, delivery plan references, actions and recommendations."""

from __future__ import annotations

from collections.abc import Iterable

from programme.file.plan import Plan, PlanHooks
from programme.file.rows import Row
from programme.file.sections import Section, fields_of
from services.models import Action, ActionReference, Area, CarriedRecommendation, PlanReference
from services.programme_file.removal import is_removed

AREAS = Section(
    name="areas",
    noun="area of review",
    about="What a working group looks at under one heading.",
    model=Area,
    key=("code",),
    fields=fields_of(Area, "code name ambition position ended_on"),
    order=168,
    sort=("position", "code"),
    ordinal="position",
)

PLAN_REFERENCES = Section(
    name="plan_references",
    noun="delivery plan reference",
    about="Lines of a delivery plan that actions refer to.",
    model=PlanReference,
    key=("code",),
    fields=fields_of(PlanReference, "code plan name"),
    order=169,
)

ACTIONS = Section(
    name="actions",
    noun="action",
    about="Things to be done, and recommendations, which are numbered in one run over the areas in their order.",
    model=Action,
    key=("code",),
    fields=fields_of(
        Action,
        "code title commentary review area session owner owner_post due status status_reason completed "
        "is_recommendation position",
        references={"review": "reviews", "area": "areas", "session": "scrutiny_sessions", "owner": "people"},
        about={"position": "The order within its area. Left out: the order in the file."},
    ),
    order=170,
    sort=("area", "position", "code"),
    ordinal="position",
    ordinal_within=("area",),
)

ACTION_REFERENCES = Section(
    name="action_references",
    noun="reference of an action",
    about="The delivery plan references of the action.",
    model=ActionReference,
    key=("reference",),
    fields=fields_of(ActionReference, "reference", references={"reference": "plan_references"}),
    order=171,
    programme_path="action__programme",
    parent="actions",
    parent_column="action",
    nested_as="references",
    omitted=is_removed,
)


def _check_carried(plan: Plan) -> Iterable[tuple[Row, str, str]]:
    for row in plan.rows("carried_recommendations"):
        recommendation = row.value("recommendation")
        if row.is_touched and not recommendation.value("is_recommendation"):
            yield row, "recommendation", f"expected a recommendation; {recommendation.key} is an action"


CARRIED_RECOMMENDATIONS = Section(
    name="carried_recommendations",
    noun="carried recommendation",
    about="The recommendations that the action carries out.",
    model=CarriedRecommendation,
    key=("recommendation",),
    fields=fields_of(CarriedRecommendation, "recommendation", references={"recommendation": "actions"}),
    order=172,
    programme_path="action__programme",
    parent="actions",
    parent_column="action",
    nested_as="carries_out",
    omitted=is_removed,
)

SECTIONS = (AREAS, PLAN_REFERENCES, ACTIONS, ACTION_REFERENCES, CARRIED_RECOMMENDATIONS)

HOOKS = (PlanHooks("carried_recommendations", check=_check_carried),)
