"""manage.py load_demo: load the demo programmes and print whom to sign in as. A second run keeps what is there."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.domain.demo import DEMO_PASSWORD, NotADemoInstallation, SignIn, demo_sign_ins, load_demo
from programme.file.faults import ProgrammeFileFaulty

DEMO_FOLDER = Path("demo")


class Command(BaseCommand):
    help = "Load the demo programmes and their people, and print whom to sign in as."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / DEMO_FOLDER, help="where the files are")

    def handle(self, *args: Any, **options: Any) -> None:
        files = sorted(options["folder"].glob("*.yaml"))
        try:
            added = load_demo(files=files, at=timezone.now())
        except NotADemoInstallation as error:
            raise CommandError(error.message) from error
        except ProgrammeFileFaulty as error:
            faults = "\n".join(str(fault) for fault in error.faults)
            raise CommandError(f"A demo file is faulty, and nothing of it was loaded.\n{faults}") from error
        for name in added:
            self.stdout.write(f"Loaded {name}.")
        self._write_sign_ins(demo_sign_ins(files=files))

    def _write_sign_ins(self, sign_ins: list[SignIn]) -> None:
        """A table for each programme: address, role, what to try first."""
        emails = max((len(sign_in.email) for sign_in in sign_ins), default=0)
        roles = max((len(sign_in.role) for sign_in in sign_ins), default=0)
        self.stdout.write(f"\nSign in as one of these people. The password of each is: {DEMO_PASSWORD}")
        for programme, people in groupby(sign_ins, key=lambda sign_in: sign_in.programme):
            self.stdout.write(f"\n{programme or 'Everywhere'}")
            for person in people:
                self.stdout.write(f"  {person.email:<{emails}}  {person.role:<{roles}}  {person.first_step}")
