"""manage.py export_programme CODE [--format yaml|json|xlsx] [--as-at DATE] [--with-computed] [--out FILE]"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programme.errors import DomainError
from programme.file.export import CONTENT_TYPES, export_programme_file
from programme.history import Moment
from programme.models import Programme


class Command(BaseCommand):
    help = "Export a programme as a programme file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the programme's code")
        parser.add_argument("--format", choices=list(CONTENT_TYPES), default="yaml", dest="file_format")
        parser.add_argument(
            "--as-at", type=date.fromisoformat, metavar="DATE", help="as the record stood at the end of that day"
        )
        parser.add_argument(
            "--with-computed",
            action="store_true",
            help="add the figures that are worked out, for others to check",
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(code=options["code"]).first()
        if programme is None:
            known = ", ".join(Programme.objects.order_by("code").values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no programme {options['code']}. There are: {known}.")
        try:
            data = export_programme_file(
                programme=programme,
                file_format=options["file_format"],
                as_at=Moment.ending(programme, options["as_at"]).as_at,
                with_computed=options["with_computed"],
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        out: Path | None = options["out"]
        if out is None:
            if options["file_format"] == "xlsx":
                raise CommandError("A workbook is not text: say where to write it with --out FILE.xlsx.")
            self.stdout.write(data.decode(), ending="")
            return
        try:
            out.write_bytes(data)
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}.") from error
