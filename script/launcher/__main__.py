"""The launcher's commands: server, manage, test, benchmark."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from script.launcher.errors import LaunchError
from script.launcher.logs import say

COMMANDS = {
    "server": ("serve", "serve"),
    "manage": ("manage", "manage"),
    "test": ("checks", "run_tests"),
    "benchmark": ("checks", "run_benchmark"),
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; a failure a person can act on is a message, not a traceback."""
    if not sys.platform.startswith("linux"):
        say("The embedded servers run on Linux only. Elsewhere, use Docker: docs/operations.md.")
        return 1
    # The servers' account must be able to enter the data folder, whatever the caller's mask.
    os.umask(0o022)
    try:
        return run_command(*arguments)
    except LaunchError as error:
        say(str(error))
        return 1


def run_command(name: str, *arguments: str) -> int:
    """Run the command `name`. Each loads only what it needs."""
    if name not in COMMANDS:
        raise LaunchError(f"There is no command “{name}”.")
    module, function = COMMANDS[name]
    command: Callable[[Sequence[str]], int] = getattr(import_module(f"script.launcher.{module}"), function)
    return command(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
