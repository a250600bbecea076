"""`script/bootstrap`: what must be on the machine before the first start. Runs with any Python 3.11 or later."""

import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from script.launcher.errors import LaunchError
from script.launcher.folders import ROOT
from script.launcher.logs import say

VIRTUAL_ENVIRONMENT = ROOT / ".venv"
LOCK_FILE = ROOT / "requirements-dev.txt"
STAMP = VIRTUAL_ENVIRONMENT / "installed"

# Each shared library that Python packages bring no copy of, and the Debian package it comes in.
PDF_LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
BROWSER_DRIVER_LIBRARIES = {"libatomic.so.1": "libatomic1"}  # wanted by the Node that comes with Playwright
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(arguments: Sequence[str | Path], *, failure: str) -> None:
    """Run a command with its output on the terminal. Raises `LaunchError` with `failure` when it fails."""
    done = subprocess.run([str(argument) for argument in arguments], check=False, stdout=sys.stderr)  # noqa: S603
    if done.returncode != 0:
        raise LaunchError(failure)


def install_system_packages(packages: Sequence[str]) -> None:
    """Install Debian packages when we may (root, apt); otherwise say the exact command and stop."""
    names = " ".join(packages)
    command = f"apt-get update && apt-get install --yes --no-install-recommends {names}"
    if shutil.which("apt-get") is None:
        raise LaunchError(f"Concordat needs these system packages (by their Debian names): {names}")
    if os.geteuid() != 0:
        raise LaunchError(f"Concordat needs system packages. Run this, then start again:\n  sudo sh -c '{command}'")
    say(f"Installing {names}…")
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL, env=quiet).returncode != 0:  # noqa: S603
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)  # noqa: S607
        if subprocess.run(install, check=False, stdout=sys.stderr, env=quiet).returncode != 0:  # noqa: S603
            raise LaunchError(f"apt-get could not install what Concordat needs. Try by hand:\n  {command}")


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_system_packages(*, for_tests: bool) -> list[str]:
    """The Debian packages of what this machine lacks, all at once: whoever must ask for them asks once."""
    libraries = {**PDF_LIBRARIES, **(BROWSER_DRIVER_LIBRARIES if for_tests else {})}
    packages = {package for library, package in libraries.items() if not is_loadable(library)}
    if for_tests and not any(shutil.which(name) for name in BROWSERS):
        packages.add("chromium")
    # Debian leaves what makes virtual environments out of its smallest Python.
    if find_spec("ensurepip") is None and not is_usable_environment():
        packages.add(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return sorted(packages)


def is_usable_environment() -> bool:
    """True when the virtual environment's own Python starts (it may point to one that is gone) and has pip."""
    python = VIRTUAL_ENVIRONMENT / "bin" / "python"
    try:
        return subprocess.run([python, "-c", "import pip"], check=False, stderr=subprocess.DEVNULL).returncode == 0  # noqa: S603
    except OSError:
        return False


def create_environment() -> None:
    say("Making the virtual environment…")
    run(
        [sys.executable, "-m", "venv", "--clear", VIRTUAL_ENVIRONMENT],
        failure=f"{VIRTUAL_ENVIRONMENT} could not be made.",
    )


def install_python_packages() -> None:
    """Install the lock file's packages, each checked by its hash, unless exactly these are installed."""
    wanted = hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and is_usable_environment():
        return
    with LOCK_FILE.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if STAMP.is_file() and STAMP.read_text() == wanted and is_usable_environment():
            return
        if not is_usable_environment():
            create_environment()
        say("Installing Python packages…")
        pip: list[str | Path] = [
            VIRTUAL_ENVIRONMENT / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
        ]
        run(
            [*pip, "--quiet", "--no-compile", "--no-deps", "--require-hashes", "--requirement", LOCK_FILE],
            failure="The Python packages could not be installed. See the lines above.",
        )
        STAMP.write_text(wanted)


def bootstrap(arguments: Sequence[str]) -> int:
    """Install what is missing; with the argument "tests", what the tests need too."""
    try:
        missing = missing_system_packages(for_tests="tests" in arguments)
        if missing:
            install_system_packages(missing)
        install_python_packages()
    except (LaunchError, PermissionError) as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(bootstrap(sys.argv[1:]))
