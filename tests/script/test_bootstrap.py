"""What a bare machine lacks is installed where that is allowed, and otherwise asked for in one exact command."""

from pathlib import Path

import pytest

from script.launcher import bootstrap
from script.launcher.bootstrap import install_system_packages, missing_system_packages
from script.launcher.errors import LaunchError

PRESENT = {"libc.so.6": "libc6"}
ABSENT = {"libabsent-one.so.9": "libabsent-one9", "libabsent-two.so.9": "libabsent-one9"}


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds every command this machine has; each writes its arguments into the folder's file `ran`."""
    folder = tmp_path / "commands"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def add_command(folder: Path, name: str, *, then: str = "exit 0") -> None:
    command = folder / name
    command.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/ran"\n{then}\n')
    command.chmod(0o755)


def list_ran(folder: Path) -> list[str]:
    return (folder / "ran").read_text().splitlines()


@pytest.fixture
def bare_machine(commands: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "PDF_LIBRARIES", PRESENT | ABSENT)
    monkeypatch.setattr(bootstrap, "BROWSER_DRIVER_LIBRARIES", {"libabsent-three.so.9": "libabsent-three9"})
    return commands


def test_a_bare_machine_lacks_only_what_the_command_needs(bare_machine: Path) -> None:
    assert missing_system_packages(for_tests=False) == ["libabsent-one9"]
    assert missing_system_packages(for_tests=True) == ["chromium", "libabsent-one9", "libabsent-three9"]


@pytest.mark.parametrize("name", bootstrap.BROWSERS)
def test_any_chromium_will_do(bare_machine: Path, name: str) -> None:
    add_command(bare_machine, name)

    assert "chromium" not in missing_system_packages(for_tests=True)


def test_the_driver_of_the_browser_needs_a_library_of_its_own() -> None:
    assert bootstrap.BROWSER_DRIVER_LIBRARIES == {"libatomic.so.1": "libatomic1"}


def test_root_installs_what_is_missing(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add_command(commands, "apt-get")

    install_system_packages(["chromium", "libatomic1"])

    assert list_ran(commands) == ["apt-get install --yes -qq --no-install-recommends chromium libatomic1"]


def test_package_lists_are_fetched_when_the_first_try_fails(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add_command(commands, "apt-get", then=f'[ "$1" = update ] && : > "{commands}/updated"; [ -e "{commands}/updated" ]')

    install_system_packages(["libatomic1"])

    assert [line.split()[1] for line in list_ran(commands)] == ["install", "update", "install"]


def test_an_ordinary_user_is_told_the_exact_command(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    add_command(commands, "apt-get")

    with pytest.raises(LaunchError) as refusal:
        install_system_packages(["chromium", "libatomic1"])

    assert str(refusal.value).splitlines()[1:] == [
        "  sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends chromium libatomic1'"
    ]
    assert not (commands / "ran").exists()


def test_a_machine_without_apt_names_the_packages(commands: Path) -> None:
    with pytest.raises(LaunchError, match=r"\(by their Debian names\): chromium libatomic1$"):
        install_system_packages(["chromium", "libatomic1"])


def test_packages_that_apt_does_not_have_are_named(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    add_command(commands, "apt-get", then="exit 100")

    with pytest.raises(LaunchError, match="could not install"):
        install_system_packages(["libatomic1"])
