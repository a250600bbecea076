"""A register taken in from a workbook: what is read, what is refused with its cell, and what changes."""

from __future__ import annotations

from datetime import date

import pytest

from programme.enums import Role
from risks.enums import AssessmentKind, RiskStatus
from risks.models import Assessment, RegisterEntry, RegisterImport, Risk
from risks.register_file.fields import suggested
from risks.register_file.read import day_of
from tests.factories.programme import user_with_role
from tests.factories.risks import AssessmentFactory, EntryFactory, cell_of, make_matrix, square_draft
from tests.risks.register_import.pages import (
    HEAD,
    faults,
    look,
    save,
    sheet_of,
    standing,
    take,
)

pytestmark = pytest.mark.django_db


def test_a_register_as_a_paper_prints_it(register, matrix, office, person):
    answer = take(
        office,
        register,
        HEAD,
        [1, "Nobody leads", 2, 2, 4, "Appoint somebody", "Write the post", "open"],
        [12, "Staff resist", 2, 3, 6, "Talk", None, "open"],
        [18, "A reform comes", None, None, None, "Watch it", "Look again", "open"],
    )

    assert answer.status_code == 302
    assert standing(register) == {
        "1": ("Nobody leads", "4"),
        "12": ("Staff resist", "6"),
        "18": ("A reform comes", None),
    }
    first = Risk.objects.get(entries__number="1")
    assert (first.code, first.strategy, first.action_outstanding, first.status) == (
        "joint-1",
        "Appoint somebody",
        "Write the post",
        RiskStatus.OPEN,
    )
    found = Assessment.objects.get(entry__number="1")
    assert (found.kind, found.assessed_on, found.recorded_by, found.reason) == (
        AssessmentKind.CURRENT,
        date(2024, 3, 31),
        person,
        "Imported from register.xlsx.",
    )
    kept = RegisterImport.objects.get()
    assert (kept.added, kept.changed, kept.scores, kept.imported_by, kept.sheet) == (3, 0, 2, person, "Risks")


def test_nothing_is_saved_before_it_is_confirmed(register, matrix, office):
    page = look(office, register, sheet_of(HEAD, [1, "Nobody leads", 2, 2, 4]))

    assert [one.details for one in page.context["changes"].new] == [["Current score: 4 (High)"]]
    assert (Risk.objects.count(), Assessment.objects.count(), RegisterImport.objects.count()) == (0, 0, 0)


def test_new_changed_and_unchanged_are_told_apart(register, matrix, office):
    take(office, register, ["Number", "Risk", "Likelihood", "Impact"], [1, "One", 1, 1], [2, "Two", 1, 1])
    page = look(
        office,
        register,
        sheet_of(
            ["Number", "Risk", "Likelihood", "Impact"], [1, "One", 1, 1], [2, "Two", 2, 3], [3, "Three", None, None]
        ),
        assessed_on="2024-04-30",
    )

    changes = page.context["changes"]
    assert ([one.row.number for one in changes.new], changes.unchanged) == (["3"], 1)
    assert [(one.row.number, one.details) for one in changes.changed] == [("2", ["Current score: 1 (Low) → 6 (High)"])]
    save(office, register, page, assessed_on="2024-04-30")
    assert standing(register) == {"1": ("One", "1"), "2": ("Two", "6"), "3": ("Three", None)}
    assert Assessment.objects.count() == 3


def test_an_empty_cell_leaves_what_stands(register, matrix, office):
    take(office, register, ["Number", "Risk", "Strategy", "L", "I"], [1, "One", "Talk", 2, 2])
    page = look(office, register, sheet_of(["Number", "Risk", "Strategy", "L", "I"], [1, "One", None, "—", "—"]))

    assert (page.context["changes"].is_something, page.context["changes"].unchanged) == (False, 1)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"L": "Often"}, "sheet Risks, cell C2: expected one of the levels 1, 2, 3, not “Often”"),
        ({"I": 4}, "sheet Risks, cell D2: expected one of the levels 1, 2, 3, not “4”"),
        ({"I": None, "Score": None}, "sheet Risks, cell C2: a score needs both; the impact is missing"),
        ({"L": None, "Score": None}, "sheet Risks, cell D2: a score needs both; the likelihood is missing"),
        ({"Score": 5}, "sheet Risks, cell E2: the matrix gives 4 (High) there, not “5”"),
        ({"L": None, "I": None}, "sheet Risks, cell E2: a score of “4” without a likelihood and an impact"),
        ({"Next review": "soon"}, "sheet Risks, cell F2: expected a date such as 31/03/2025, not “soon”"),
        ({"Next review": "31/02/2025"}, "sheet Risks, cell F2: expected a date such as 31/03/2025, not “31/02/2025”"),
        ({"Risk": None}, "sheet Risks, cell B2: expected the risk in words"),
        ({"Risk": "x" * 301}, "sheet Risks, cell B2: expected at most 300 characters, not 301"),
        ({"Number": None}, "sheet Risks, cell A2: expected the number of the risk"),
        ({"Number": "7" * 21}, "sheet Risks, cell A2: expected at most 20 characters, not 21"),
        ({"Status": "perhaps"}, "expected one of Open, Closed, Became an issue, Issue, Live, not “perhaps”"),
        ({"Council": "Atlantis"}, "sheet Risks, cell H2: expected a council of the programme"),
        ({"Owner": "p" * 121}, "sheet Risks, cell I2: expected at most 120 characters, not 121"),
        ({"Strategy": "=1+1"}, "sheet Risks, cell J2: expected what the formula comes to"),
        ({"Status": "closed"}, "a risk that is not open needs its closed on and its reason for closing"),
        ({"Opened on": date(2999, 1, 1)}, "sheet Risks, row 2: opened on: 1 January 2999 has not come yet"),
        ({"Category": "c" * 61}, "sheet Risks, cell L2: expected at most 60 characters, not 61"),
    ],
)  # fmt: skip
def test_every_cell_that_cannot_be_read_is_told_with_its_place(register, matrix, office, row, sentence):
    usual = {
        "Number": 1, "Risk": "One", "L": 2, "I": 2, "Score": 4, "Next review": None, "Status": None, "Council": None,
        "Owner": None, "Strategy": None, "Opened on": None, "Category": None,
    }  # fmt: skip
    [told] = faults(office, register, list(usual), [{**usual, **row}[name] for name in usual])

    assert told.startswith(sentence) or told.endswith(sentence)
    assert Risk.objects.count() == 0


def test_all_faults_are_listed_at_once(register, matrix, office):
    told = faults(
        office, register, ["Number", "Risk", "L", "I"], [1, "One", 9, 9], [1, "Twice", 1, 1], [None, None, 2, 2]
    )

    assert told == [
        "sheet Risks, cell C2: expected one of the levels 1, 2, 3, not “9”",
        "sheet Risks, cell D2: expected one of the levels 1, 2, 3, not “9”",
        "sheet Risks, cell A3: the number “1” stands in row 2 already",
        "sheet Risks, cell A4: expected the number of the risk",
        "sheet Risks, cell B4: expected the risk in words",
    ]


def test_a_level_is_known_by_its_name_too(register, office):
    draft = square_draft()
    named = [
        type(level)(label=level.label, name=name, value=level.value)
        for level, name in zip(draft.likelihood, ("Rare", "Possible", "Likely"), strict=True)
    ]
    make_matrix(register, type(draft)(**{**vars(draft), "likelihood": tuple(named)}))
    take(
        office,
        register,
        ["Number", "Risk", "Likelihood", "Impact"],
        [1, "One", "likely", 3],
        [2, "Two", "2 - Possible", 3.0],
        [3, "Three", "Rare (1)", "3"],
    )

    assert [score for _, score in standing(register).values()] == ["9", "6", "3"]


def test_inherent_current_and_target_scores(register, matrix, office):
    head = ["Number", "Risk"]
    head += [f"{kind}likelihood" for kind in ("Inherent ", "", "Target ")] + [
        "Inherent impact",
        "Impact",
        "Target impact",
    ]
    take(office, register, head, [1, "One", 3, 2, 1, 3, 2, 1])
    entry = RegisterEntry.objects.get()

    assert [getattr(entry, kind).cell.score for kind in ("inherent", "current", "target")] == ["9", "4", "1"]


def test_an_owner_is_found_by_name_or_address_and_else_kept_as_a_post(register, matrix, office):
    owner = user_with_role(Role.RISK_OWNER, register.programme, name="Ada Penrose", email="ada@penrose.example")
    for _ in range(2):
        user_with_role(Role.RISK_OWNER, register.programme, name="Sam Same")
    page = look(
        office,
        register,
        sheet_of(
            ["Number", "Risk", "Owner"],
            [1, "One", "ada penrose"],
            [2, "Two", "ADA@penrose.example"],
            [3, "Three", "Head of Waste"],
            [4, "Four", "Sam Same"],
        ),
    )
    save(office, register, page)

    found = Risk.objects.order_by("code").values_list("owner", "owner_post")
    assert list(found) == [(owner.pk, ""), (owner.pk, ""), (None, "Head of Waste"), (None, "Sam Same")]
    assert page.context["notes"] == [
        "sheet Risks, cell C4: “Head of Waste” is kept as a post, because nobody who can own a risk here is called so.",
        "sheet Risks, cell C5: “Sam Same” is kept as a post, because several people are called so.",
    ]


def test_a_closed_risk_comes_with_its_day_and_reason(register, matrix, office):
    take(
        office,
        register,
        ["Number", "Risk", "Status", "Closed on", "Reason for closing", "Kind", "Response"],
        [1, "One", "Closed", date(2024, 2, 3), "It passed.", "Opportunity", "Exploit"],
    )
    risk = Risk.objects.get()

    assert (risk.status, risk.closed_on, risk.closed_reason) == (RiskStatus.CLOSED, date(2024, 2, 3), "It passed.")
    assert (risk.kind, risk.response) == ("opportunity", "exploit")


def test_what_is_closed_is_neither_opened_nor_scored(register, matrix, office):
    ended = {"status": RiskStatus.CLOSED, "closed_on": date(2024, 2, 3), "closed_reason": "It passed."}
    for number in ("1", "2"):
        EntryFactory(register=register, number=number, **{f"risk__{key}": value for key, value in ended.items()})

    assert faults(
        office,
        register,
        ["Number", "Risk", "Status", "L", "I"],
        [1, "One", "Open", None, None],
        [2, "Two", None, 1, 1],
    ) == [
        "sheet Risks, row 2: it is not open any more; open it again on its own page",
        "sheet Risks, row 3: it is not open any more, so its scores cannot change",
    ]


def test_a_score_of_a_day_before_the_last_one_is_refused(register, matrix, office):
    entry = EntryFactory(register=register, number="1", risk__title="One")
    AssessmentFactory(entry=entry, cell=cell_of(matrix, 1, 1), assessed_on=date(2024, 5, 1))

    assert faults(office, register, ["Number", "Risk", "L", "I"], [1, "One", 2, 2]) == [
        "sheet Risks, row 2: its current score is of 1 May 2024; choose that day or a later one for the scores"
    ]


def test_a_risk_that_another_register_keeps_is_only_scored(register, matrix, office):
    elsewhere = EntryFactory(register__programme=register.programme, risk__title="Kept elsewhere")
    EntryFactory(register=register, risk=elsewhere.risk, number="4", is_home=False)
    page = look(office, register, sheet_of(["Number", "Risk", "L", "I"], [4, "Another name", 2, 2]))
    save(office, register, page)

    assert standing(register) == {"4": ("Kept elsewhere", "4")}
    assert page.context["notes"] == [
        "sheet Risks, row 2: another register keeps this risk; only its scores here are taken."
    ]


def test_a_number_of_a_confidential_risk_is_taken_and_nothing_of_it_is_told(register, matrix, office):
    EntryFactory(register=register, number="9", risk__title="Secret matter", risk__is_confidential=True)
    page = look(office, register, sheet_of(["Number", "Risk"], [9, "Another"]))

    assert page.context["faults"] == ["sheet Risks, row 2: the number 9 is taken; choose another"]
    assert "Secret matter" not in page.content.decode()


def test_codes_are_new_in_the_programme(register, matrix, office):
    EntryFactory(register__programme=register.programme, risk__code="joint-1")
    take(office, register, ["Number", "Risk"], [1, "One"], ["1.", "Also one"])

    assert sorted(Risk.objects.values_list("code", flat=True)) == ["joint-1", "joint-1-2", "joint-1-3"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31/03/2025", date(2025, 3, 31)),
        ("1/2/25", date(2025, 2, 1)),
        ("2025-03-31", date(2025, 3, 31)),
        ("31 March 2025", date(2025, 3, 31)),
        ("31-Mar-25", date(2025, 3, 31)),
        ("03/31/2025", None),
        ("March 2025", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(said, day):
    assert day_of(said) == day


def test_columns_are_suggested_by_their_headings():
    paper = [
        "No.",
        "Risk (description)",
        "L",
        "I",
        "Sev",
        "Strategy",
        "Action outstanding",
        "Date Closed",
        "Colour",
        "No.",
    ]

    assert suggested(paper, remembered={}, titles={}, scored=True) == [
        "number",
        "title",
        "likelihood",
        "impact",
        "score",
        "strategy",
        "action_outstanding",
        "closed_on",
        "",
        "",
    ]
    assert suggested(["Chance", "L"], remembered={"L": ""}, titles={"likelihood": "Chance"}, scored=True) == [
        "likelihood",
        "",
    ]
    assert suggested(["L", "Gone"], remembered={"Gone": "no_field"}, titles={}, scored=False) == ["", ""]
