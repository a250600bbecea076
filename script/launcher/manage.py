"""`script/manage`: a Django management command with the databases at hand, whether or not the server runs."""

import signal
import subprocess
from collections.abc import Sequence

from script.launcher.databases import shared_databases
from script.launcher.environment import django_environment, keep_environment
from script.launcher.errors import StopRequested
from script.launcher.folders import ROOT, DataFolder
from script.launcher.serve import chosen_settings
from script.launcher.supervisor import python, stop_on_signals


def manage(arguments: Sequence[str]) -> int:
    """Run `manage.py` with `arguments` in the caller's folder and return its exit code."""
    folder = DataFolder.from_environment()
    folder.create()
    command = f"script/manage {arguments[0]}" if arguments else "script/manage"
    try:
        with stop_on_signals(), shared_databases(folder=folder, command=command) as databases:
            values = keep_environment(folder=folder, databases=databases)
            environment = django_environment(folder=folder, values=values, settings=chosen_settings())
            return run_in_foreground(python(str(ROOT / "manage.py"), *arguments), environment=environment)
    except StopRequested:
        return 128 + signal.SIGINT


def run_in_foreground(arguments: Sequence[str], *, environment: dict[str, str]) -> int:
    """Run a command that owns the terminal. Ctrl-C is the command's own affair; it reaches it directly."""
    before = signal.signal(signal.SIGINT, lambda *_ignored: None)
    try:
        command = subprocess.Popen(arguments, env=environment)  # noqa: S603
        try:
            return command.wait()
        finally:
            command.terminate()
            command.wait()
    finally:
        signal.signal(signal.SIGINT, before)
