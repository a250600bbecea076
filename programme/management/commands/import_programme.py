"""manage.py import_programme FILE [--dry-run]: take in a programme file, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programme.domain.programme_file import ImportResult, ProgrammeFileFaulty, import_programme_file
from programme.file.nodes import LARGEST_FILE


class Command(BaseCommand):
    help = "Import a programme file (YAML, JSON or XLSX): all of it or, when anything in it is wrong, nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the programme file")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
        except OSError as error:
            raise CommandError(f"Cannot read {path}: {error.strerror}.") from error
        try:
            result = import_programme_file(
                data=data, filename=path.name, actor=None, at=timezone.now(), dry_run=options["dry_run"]
            )
        except ProgrammeFileFaulty as faulty:
            for fault in faulty.faults:
                self.stderr.write(str(fault))
            raise CommandError(faulty.message) from faulty
        self._tell(result, dry_run=options["dry_run"], verbosity=options["verbosity"])

    def _tell(self, result: ImportResult, *, dry_run: bool, verbosity: int) -> None:
        for note in result.notes:
            self.stdout.write(f"Note: {note}")
        for difference in result.differing_figures:
            self.stdout.write(f"Figure: {difference}")
        if dry_run or verbosity > 1:
            for row in result.rows:
                self.stdout.write(f"{row.action}: {row.section} {row.key}")
                for change in row.changes:
                    self.stdout.write(f"    {change.field}: {change.before!s} -> {change.after!s}")
        verb = "Would import" if dry_run else "Imported"
        self.stdout.write(
            f"{verb} {result.programme.code}: {result.added:,} added, {result.changed:,} changed, "
            f"{result.unchanged:,} unchanged."
        )
