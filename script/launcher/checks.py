"""`script/test`, whose databases are kept for the next run, and `script/benchmark`, whose are made anew each time."""

import os
import secrets
import signal
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
from script.launcher.processes import die_with_parent
from script.launcher.runs import databases_of_a_run
from script.launcher.supervisor import python, stop_on_signals

WITHOUT_BROWSER_AND_WORKER = ("-m", "not browser and not worker")
MEMORY_OF_A_PROCESS = 1_000_000
"""Kilobytes that one process of the tests may need, with its browser, its Celery worker and its sessions."""


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
        folder.remove()


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
        ("djlint", python("-m", "djlint", "templates", "--lint", "--quiet"), environment),
        ("mypy", python("-m", "mypy", "."), environment),
        ("lint-imports", [str(Path(sys.executable).with_name("lint-imports"))], environment),
        ("makemigrations --check", python("manage.py", "makemigrations", "--check", "--dry-run"), environment),
        ("check --deploy", python(*deploy), production_environment(environment)),
    ]


def start_check(arguments: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        arguments,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running_checks(environment: dict[str, str]) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """All checks at once, by name, beside whatever the block does; none outlives it."""
    started = {name: start_check(arguments, own) for name, arguments, own in list_checks(environment)}
    try:
        yield started
    finally:
        for check in started.values():
            check.kill()
            check.wait()


def report_checks(started: dict[str, subprocess.Popen[str]]) -> list[str]:
    """Wait for the checks, show what failed, and return the names of those that did."""
    failed = []
    for name, check in started.items():
        output, _ = check.communicate()
        print(f"{name}: {'passed' if check.returncode == 0 else 'FAILED'}", flush=True)
        if check.returncode != 0:
            print(output, flush=True)
            failed.append(name)
    return failed


def read_available_memory() -> int:
    """Kilobytes that programs may still take on this machine."""
    lines = Path("/proc/meminfo").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))


def choose_processes(*, cores: int, memory: int) -> int:
    """As many processes as there are cores, or as the memory (kilobytes) has room for; at least one."""
    return max(1, min(cores, memory // MEMORY_OF_A_PROCESS))


def options_of_pytest(arguments: Sequence[str]) -> list[str]:
    """What pytest is told. Who chooses tests gets them from one process, which shows them soonest."""
    chosen = [argument for argument in arguments if argument != "--fast"]
    options = [*WITHOUT_BROWSER_AND_WORKER] if "--fast" in arguments else []
    if not chosen:
        processes = choose_processes(cores=len(os.sched_getaffinity(0)), memory=read_available_memory())
        options += ["-n", str(processes), "--dist", "loadfile"] if processes > 1 else []
    return [*options, *chosen]


def run_tests(arguments: Sequence[str]) -> int:
    """Run the checks and, beside them, pytest; with arguments, pytest alone."""
    try:
        with stop_on_signals(), databases_of_a_run(command="script/test") as (folder, databases):
            values = {"DATABASE_URL": databases.database_url, "REDIS_URL": databases.redis_url}
            environment = django_environment(folder=folder, values=values, settings="config.settings.test")
            if arguments:
                return run_pytest(arguments, environment)
            # The slowest check keeps one core busy for a minute; the tests take what is left.
            with running_checks(environment) as started:
                returned = run_pytest(arguments, environment)
                failed = report_checks(started)
            if failed:
                print(f"Checks that failed: {', '.join(failed)}", flush=True)
            return returned or (1 if failed else 0)
    except StopRequested:
        say("Stopped.")
        return 130


def run_pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Run pytest on the terminal and return its exit code."""
    return subprocess.run(  # noqa: S603
        python("-m", "pytest", *options_of_pytest(arguments)),
        cwd=ROOT,
        env=environment,
        check=False,
        # Tests that outlived the launcher would meet those of the next run in the same databases.
        preexec_fn=die_with_parent(signal.SIGTERM),
    ).returncode


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
