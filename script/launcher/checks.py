"""`script/test` and `script/benchmark`: their databases live in a temporary folder and are thrown away."""

import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from script.launcher.databases import owned_databases, write_owner_note
from script.launcher.environment import django_environment
from script.launcher.errors import StopRequested
from script.launcher.folders import ROOT, DataFolder
from script.launcher.logs import say
from script.launcher.supervisor import python, stop_on_signals

WITHOUT_BROWSER_AND_WORKER = ("-m", "not browser and not worker")


@contextmanager
def temporary_site(*, command: str) -> Iterator[dict[str, str]]:
    """The environment of a Concordat whose databases do not outlive the block; they trade durability for speed."""
    path = Path(tempfile.mkdtemp(prefix="concordat-test-"))
    folder = DataFolder(path=path.resolve())
    owner = folder.lock("owner")
    try:
        folder.create()
        owner.try_exclusive()
        write_owner_note(owner, command=command, ready=False)
        with owned_databases(folder=folder, durable=False) as databases:
            values = {"DATABASE_URL": databases.database_url, "REDIS_URL": databases.redis_url}
            yield django_environment(folder=folder, values=values, settings="config.settings.test")
    finally:
        owner.release()
        remove_folder(path)


def remove_folder(path: Path) -> None:
    """Remove a data folder, and the embedded servers' home where it is elsewhere."""
    home = path / "servers"
    if home.is_symlink():
        shutil.rmtree(home.resolve(), ignore_errors=True)
    shutil.rmtree(path, ignore_errors=True)


def production_environment(environment: dict[str, str]) -> dict[str, str]:
    """What production must be told, with values that reach nothing, for `check --deploy`."""
    return {
        **environment,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "concordat.example",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "concordat@concordat.example",
    }


def list_checks(environment: dict[str, str]) -> list[tuple[str, Sequence[str], dict[str, str]]]:
    """Every check that is not a test: its name, its command and its environment."""
    deploy = ["manage.py", "check", "--deploy", "--fail-level=WARNING"]
    return [
        ("ruff check", python("-m", "ruff", "check", "."), environment),
        ("ruff format", python("-m", "ruff", "format", "--check", "."), environment),
        ("mypy", python("-m", "mypy", "."), environment),
        ("lint-imports", [str(Path(sys.executable).with_name("lint-imports"))], environment),
        ("makemigrations --check", python("manage.py", "makemigrations", "--check", "--dry-run"), environment),
        ("check --deploy", python(*deploy), production_environment(environment)),
    ]


def run_checks(environment: dict[str, str]) -> list[str]:
    """Run every check, show what failed, and return the names of those that did."""
    failed = []
    for name, arguments, check_environment in list_checks(environment):
        done = subprocess.run(  # noqa: S603
            arguments,
            cwd=ROOT,
            env=check_environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        passed = done.returncode == 0
        print(f"{name}: {'passed' if passed else 'FAILED'}", flush=True)
        if not passed:
            print(done.stdout, flush=True)
            failed.append(name)
    return failed


def run_tests(arguments: Sequence[str]) -> int:
    """Run the checks and then pytest, whose summary comes last; with arguments, pytest alone."""
    selection = list(arguments)
    only_tests = bool(selection)
    if "--fast" in selection:
        selection.remove("--fast")
        selection = [*WITHOUT_BROWSER_AND_WORKER, *selection]
    try:
        with stop_on_signals(), temporary_site(command="script/test") as environment:
            failed = [] if only_tests else run_checks(environment)
            if failed:
                print(f"Checks that failed: {', '.join(failed)}. The tests follow.\n", flush=True)
            tests = subprocess.run(python("-m", "pytest", *selection), cwd=ROOT, env=environment, check=False)  # noqa: S603
            return tests.returncode or (1 if failed else 0)
    except StopRequested:
        say("Stopped.")
        return 130


def run_benchmark(arguments: Sequence[str]) -> int:
    """Run the benchmarks on a fresh, migrated database."""
    try:
        with stop_on_signals(), temporary_site(command="script/benchmark") as environment:
            migrate = python("manage.py", "migrate", "--verbosity=0")
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)  # noqa: S603
            benchmarks = python("-m", "tests.benchmarks", *arguments)
            return subprocess.run(benchmarks, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
    except StopRequested:
        say("Stopped.")
        return 130
    except subprocess.CalledProcessError as error:
        return int(error.returncode)
