"""What programme B's working group concluded in its five areas, in words of our own: the shape of its paper."""

from __future__ import annotations

from programme.models import Programme
from services.enums import ActionStatus
from services.models import Action, Area
from tests.factories.actions import ActionFactory, AreaFactory, refer

PLAN = "Delivery Plan 2022-24"
REFERENCES = ("MT15", "C1", "C3", "C4", "C5", "B1", "B4", "B5", "F1", "F3", "G2", "MT3", "MT5", "MT11", "MT17")

RECOMMENDED = "recommended"
"""In place of references: the row is a recommendation."""

AREAS: tuple[tuple[str, str, tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    (
        "Governance",
        "Decide once, plainly, and in public.",
        ("Meetings in the same weeks", "One template for reports", "New members' training shared"),
        (
            ("Tidy up who may decide what", "MT15"),
            ("Match the portfolios of both cabinets", "MT15"),
            ("Gather all terms of reference in one part", "MT15"),
            ("Say everywhere how many make a quorum", "MT15"),
            ("Look again at substitutes", "MT15"),
            ("Define the key decision alike", "MT15"),
            ("Bring the forward plan up to date with the law", "MT15"),
            ("Make the rules of procedure shorter", "MT15"),
            ("Try out meetings held together", "MT15"),
            ("That panels which do the same be merged", RECOMMENDED),
            ("That members guide the new constitution", RECOMMENDED),
            ("That an officer be freed for this work", RECOMMENDED),
            ("That the members' training plan be supported", RECOMMENDED),
            ("That a training officer be appointed", RECOMMENDED),
            ("That joint scrutiny be kept or ended after a comparison", RECOMMENDED),
        ),
    ),
    (
        "Communications",
        "Speak with one voice where that helps.",
        ("A shared intranet", "A campaign on working together"),
        (
            ("Open the intranet to staff without a desk", "C1"),
            ("Test the style guide with screen readers", "C1"),
            ("Tell more people of the staff awards", "C3"),
            ("Put the values on the intranet for a week", "C1"),
            ("Report on the large projects", ""),
            ("Reach people who never hear from us", "C4 C5"),
            ("Answer comments within a day", "C4 C5"),
            ("Ask residents twice a year", "C4 C5"),
            ("That every team does what it promised the caller", RECOMMENDED),
        ),
    ),
    (
        "Culture and employment",
        "One team that people like to join.",
        ("A managing director", "One set of terms and conditions"),
        (
            ("Align the last of the staff policies", ""),
            ("Recruit where we have not looked before", "B4"),
            ("Let managers and specialists both rise", "B4 B5"),
            ("That members greet new staff on film", RECOMMENDED),
            ("That members be asked about working from home", RECOMMENDED),
            ("That members say what a good employer is", RECOMMENDED),
        ),
    ),
    (
        "Finance and performance",
        "",
        (),
        (
            ("Cost the empty posts", "B1"),
            ("Use the figures in the services", ""),
            ("That spending be watched for lasting savings", RECOMMENDED),
            ("That one-off costs stand beside each saving", RECOMMENDED),
            ("That managers ring their own lines now and then", RECOMMENDED),
        ),
    ),
    (
        "Customers",
        "Easy to reach, and quick to answer.",
        ("A joint website", "Housing officers who stand in for each other"),
        (
            ("Ask more callers how it went", "F1 MT5 MT11"),
            ("Design each service round who uses it", "F1 MT3 MT5 MT11"),
            ("Learn more from the data we have", "G2 MT11 MT17"),
            ("Put more forms online", "F1 MT3 MT5 MT11"),
            ("Judge whether the front desk still fits", "F1 F3 MT11"),
            ("Speak up for residents nationally", "F1 F3"),
        ),
    ),
)


def load(programme: Programme) -> list[Area]:
    """The five areas with what is finished, in progress and recommended. The third row of Communications' actions
    without a reference says for itself how it goes."""
    areas = []
    for place, (name, ambition, finished, rows) in enumerate(AREAS, 1):
        area = AreaFactory(
            programme=programme, code=name.split()[0].lower(), name=name, ambition=ambition, position=place
        )
        areas.append(area)
        for number, title in enumerate(finished, 1):
            _action(area, title, number, complete=True)
        for number, (title, references) in enumerate(rows, len(finished) + 1):
            if references == RECOMMENDED:
                _action(area, title, number, recommended=True)
            else:
                commentary = "" if references else "Already going on with the large projects."
                refer(_action(area, title, number, commentary=commentary), *references.split())
    return areas


def _action(area: Area, title: str, position: int, **fields: object) -> Action:
    action: Action = ActionFactory(
        programme=area.programme,
        area=area,
        title=title,
        code=f"{area.code}-{position}",
        position=position,
        **fields,
    )
    assert action.status in ActionStatus.values
    return action
