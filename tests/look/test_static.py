"""The static files: complete, hashed, and with nothing in them that is not ours to use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from fontTools.ttLib import TTFont

STATIC = Path(django_settings.BASE_DIR) / "static"
GLYPHS = "£€–—‘’“”•…→←↑↓☐☑✓✗×÷≤≥½¼¾²±éüŵŷ"


def test_every_file_named_in_a_style_sheet_exists(settings: Any, tmp_path: Path) -> None:
    """As in production, but for the compression, which looks at no names and takes its time."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    call_command(Command(), interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").is_file()


@pytest.mark.parametrize("word", ["crest", "crown", "GDS Transport", "sourceMappingURL"])
def test_what_is_not_ours_to_use_is_not_there(word: str) -> None:
    built = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"} and "src" not in path.parts]

    assert [path.name for path in built if word.lower() in path.read_text().lower()] == []


@pytest.mark.parametrize("name", ["Regular", "Bold", "It", "BoldIt"])
def test_the_fonts_of_documents_hold_every_sign_that_papers_use(name: str) -> None:
    known = TTFont(STATIC / "fonts" / f"SourceSans3-{name}.ttf").getBestCmap()

    assert [sign for sign in GLYPHS if ord(sign) not in known] == []


def test_every_vendored_build_has_its_licence() -> None:
    licences = sorted(path.name for path in (STATIC / "vendor" / "licences").iterdir())

    assert licences == ["govuk-frontend.txt", "htmx.txt", "moj-frontend.txt"]
    assert "SIL Open Font License" in (STATIC / "fonts" / "LICENCE.md").read_text()
