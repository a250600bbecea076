"""manage.py make_scale_data: write a large programme with a long past, to measure the pages on."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from governance.domain.scale_data.make import ScaleDataUnwanted, make_scale_data
from governance.domain.scale_data.scale import Scale

NUMBERS = {
    "reviews": "service reviews",
    "periods": "monthly reporting periods, each with an accepted update of every review",
    "risks": "risks, each with six assessments",
    "savings_lines": "savings lines, each with 48 values",
}


class Command(BaseCommand):
    help = "Write a large programme with a long past into an empty database, to measure the pages on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--code", default="scale", help="the programme's code (scale)")
        for name, meaning in NUMBERS.items():
            number = getattr(Scale(), name)
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, type=int, default=number, help=f"how many {meaning} ({number})")
        parser.add_argument("--beside-others", action="store_true", help="although the database has other programmes")

    def handle(self, *args: Any, **options: Any) -> None:
        scale = Scale(**{name: options[name] for name in NUMBERS})
        if any(options[name] < 1 for name in NUMBERS):
            raise CommandError("Every number must be 1 or more.")
        started = time.monotonic()
        try:
            programme = make_scale_data(
                code=options["code"], scale=scale, at=timezone.now(), beside_others=options["beside_others"]
            )
        except ScaleDataUnwanted as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"Wrote {programme.name}: {scale.periods} periods, {scale.updates:,} updates, {scale.risks:,} risks, "
            f"{scale.assessments:,} assessments, {scale.savings_lines:,} savings lines and {scale.savings_values:,} "
            f"values in {time.monotonic() - started:.0f} s."
        )
        self.stdout.write(f"Its people, such as office@{programme.code}.example, have no password yet:")
        self.stdout.write("  manage.py changepassword ADDRESS")
