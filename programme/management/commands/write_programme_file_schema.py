"""manage.py write_programme_file_schema [--check]: the JSON Schema in docs/, made from the declarations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from programme.file.schema import programme_file_schema

SCHEMA_PATH = Path("docs/programme-file.schema.json")


def schema_text() -> str:
    """The schema as the file in docs/ must have it."""
    return json.dumps(programme_file_schema(), indent=2, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    help = "Write the JSON Schema of the programme file, or check that it is up to date."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = settings.BASE_DIR / SCHEMA_PATH
        text = schema_text()
        if options["check"]:
            if not path.exists() or path.read_text() != text:
                raise CommandError(f"{SCHEMA_PATH} is not up to date: run manage.py write_programme_file_schema.")
            return
        path.write_text(text)
        self.stdout.write(f"Wrote {SCHEMA_PATH}.")
