"""Export → import → export gives the same bytes, in every format; a re-import changes nothing."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from programme.file.export import export_programme_file
from programme.file.yaml_format import read_yaml, write_yaml
from programme.models import Programme, User
from programme.rules.demo_dates import resolve_dates
from services.models import ProgressUpdate, ServiceReview
from tests.programme.file.files import AT, SMALL, small, take

pytestmark = [pytest.mark.django_db, pytest.mark.long]

DEMOS = sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml"))


def events() -> int:
    """How many rows the history holds."""
    return sum(model._default_manager.count() for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))


def exported(code: str = "alder-birch", file_format: str = "yaml") -> bytes:
    return export_programme_file(programme=Programme.objects.get(code=code), file_format=file_format)


def empty_database() -> None:
    """Forget everything, as only the owner of the tables can."""
    from django.db import connection

    names = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    names -= {"django_content_type", "auth_permission", "pghistory_events"}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(connection.ops.quote_name(name) for name in sorted(names))} CASCADE")


def test_small_file_says_what_its_export_says():
    take(small())

    assert exported().decode() == write_yaml(
        {
            **{name: SMALL[name] for name in ("concordat", "programme", "councils")},
            "people": [deepcopy(SMALL["people"][1]), deepcopy(SMALL["people"][0])],
            "memberships": SMALL["memberships"],
            "phases": SMALL["phases"],
            "periods": SMALL["periods"],
            "services": SMALL["services"],
            "reviews": SMALL["reviews"],
            "stages": [
                {
                    "review": "legal",
                    "from_stage": "not_started",
                    "stage": "scoping",
                    "from_state": "active",
                    "state": "active",
                    "effective": "2022-10",
                    "reason": "Begun.",
                    "actor": "office@alder.example",
                    "recorded_at": "2022-10-17T09:00:00Z",
                },
                {
                    "review": "legal",
                    "from_stage": "scoping",
                    "stage": "scoping",
                    "from_state": "active",
                    "state": "on_hold",
                    "effective": "2022-12-05",
                    "reason": "Staff are away.",
                    "recorded_at": "2022-12-05T09:00:00Z",
                },
            ],
            "updates": [
                {
                    **{key: value for key, value in SMALL["updates"][0].items() if key not in LATE_KEYS},
                    "author": "lead@birch.example",
                    "created_at": "2023-01-24T10:00:00Z",
                    "edited_at": "2023-01-24T10:00:00Z",
                    "submitted_by": "lead@birch.example",
                    "submitted_at": "2023-01-24T10:00:00Z",
                    "decided_by": "office@alder.example",
                    "decided_at": "2023-01-27T10:00:00Z",
                },
                SMALL["updates"][1],
            ],
            **{name: SMALL[name] for name in ("milestones", "bodies", "meetings", "house_styles", "reports")},
        }
    )


LATE_KEYS = ("author", "submitted_by", "submitted_at", "decided_by", "decided_at")


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_export_into_an_empty_database_exports_the_same(file_format: str):
    take(small())
    before = exported()
    packed = exported(file_format=file_format)
    empty_database()

    take(packed, filename=f"x.{file_format}")

    assert exported() == before


@pytest.mark.parametrize("file_format", ["yaml", "json", "xlsx"])
def test_reimport_changes_nothing(file_format: str):
    take(small())
    recorded = events()

    result = take(exported(file_format=file_format), filename=f"x.{file_format}")

    assert (result.added, result.changed) == (0, 0)
    assert events() == recorded


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.stem)
def test_demo_file_round_trip(path: Path):
    text = resolve_dates(path.read_text(), today=AT.date())
    result = take(text)
    code = result.programme.code
    before, recorded = exported(code), events()
    again = take(text)
    assert (again.added, again.changed, events()) == (0, 0, recorded)
    as_json = take(exported(code, "json"), filename="x.json")
    assert (as_json.added, as_json.changed, events()) == (0, 0, recorded)
    packed = exported(code, "xlsx")
    empty_database()

    take(packed, filename="x.xlsx")

    assert exported(code) == before


def test_texts_that_are_hard_to_write_come_back_as_they_were():
    texts = [
        *("= 1 + 1", "@name", "+44", "-", "no", "null", "2023-05-01", "0x1F", "1e3", "a: b", "a #b", "#", " lead"),
        *("trail ", "tab\there", "cr\r\nlf", "line\u2028sep", "vertical \x0b tab", "‘quotes’ “”", "emoji 🎉"),
        *("\ufeffbom", "a\n\n  indented\n", "x\n\n\n", "\n", "\nlead", "{a}", "[a]", "*a", "&a", "!a", "%a", "|"),
        *("a\\b", '"', "'", "---", "...", "- a", "? a", "key:", "€£", "\x85", "\x7f", "~", ">", "_x000B_"),
    ]
    data = small()
    data["milestones"] = [
        {"code": f"m-{number}", "name": text.strip() or "x", "forecast": "2023"} for number, text in enumerate(texts)
    ]
    data["services"] += [{"code": f"s-{number}", "name": text} for number, text in enumerate(texts)]
    take(data)

    names = dict(Programme.objects.get().services.values_list("code", "name"))

    assert [names[f"s-{number}"] for number in range(len(texts))] == texts
    for file_format in ("yaml", "json", "xlsx"):
        result = take(exported(file_format=file_format), filename=f"x.{file_format}")
        assert [(row.key, row.changes) for row in result.rows] == []


def test_yaml_is_read_by_others_as_the_same_data():
    from ruamel.yaml import YAML

    document = {"a": ["no", "0o7", "1_000", "12:30:45", "2023-05-01", "=", "<<", "text: x", "é", "1."], "b": {"yes": 1}}

    assert YAML(typ="safe", pure=True).load(write_yaml({"a": ["no", "x"], "b": {"yes": 1}})) == {
        "a": ["no", "x"],
        "b": {"yes": 1},
    }
    from programme.file.faults import FaultLog

    node = read_yaml(write_yaml(document), faults=FaultLog())
    assert node is not None
    assert node.data() == document


def test_new_people_cannot_sign_in_and_moves_set_the_review():
    take(small())

    assert not User.objects.get(email="lead@birch.example").has_usable_password()
    review = ServiceReview.objects.get(code="legal")
    assert (review.stage, review.state, review.state_reason) == ("scoping", "on_hold", "Staff are away.")
    assert ProgressUpdate.objects.get(review=review).version == 1
