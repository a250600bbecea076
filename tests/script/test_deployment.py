"""The production files: the compose file follows its specification, and neither it nor the image holds a secret."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import AppConfig, apps
from ruamel.yaml import YAML

from script.launcher.folders import ROOT

COMPOSE_FILE = ROOT / "docker-compose.yml"
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "EMAIL_URL")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(COMPOSE_FILE))


def test_the_compose_file_follows_the_compose_specification() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(  # noqa: S603
        [checker, "--builtin-schema", "vendor.compose-spec", COMPOSE_FILE], check=False, capture_output=True, text=True
    )

    assert done.stdout.strip() == "ok -- validation done"


def test_every_part_of_the_system_is_a_service_of_its_own(compose: dict[str, Any]) -> None:
    assert sorted(compose["services"]) == ["beat", "database", "migrate", "redis", "web", "worker"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_application_starts_after_the_migrations_and_writes_only_to_its_volumes(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]

    assert service["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_every_lasting_service_has_a_health_check(compose: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    without = [name for name, service in compose["services"].items() if "healthcheck" not in service]

    assert without == ["web"]  # it has the image's own
    assert dockerfile.count("HEALTHCHECK") == 1


def test_every_volume_in_use_is_declared(compose: dict[str, Any]) -> None:
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])}

    assert used == set(compose["volumes"])


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_comes_from_the_environment_and_stops_the_start_when_missing(name: str) -> None:
    text = COMPOSE_FILE.read_text()
    uses = re.findall(rf"(?<!\$)\$\{{{name}([^}}]*)\}}", text)

    assert uses
    assert all(use.startswith(":?") for use in uses)


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert users == ["concordat"]


def test_the_image_copies_only_what_exists() -> None:
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    sources = [source for line in copies for source in line.split()]

    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_image_gets_every_app_of_ours() -> None:
    installed = {Path(config.path).relative_to(ROOT).parts[0] for config in apps.get_app_configs() if is_ours(config)}
    copied = set(re.findall(r"^COPY (\w+) \w+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
    sent = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert installed - copied == set()
    assert copied == sent


def is_ours(config: AppConfig) -> bool:
    """Whether an app stands in the repository rather than among the packages of its environment."""
    path = Path(config.path)
    return path.is_relative_to(ROOT) and ".venv" not in path.relative_to(ROOT).parts
