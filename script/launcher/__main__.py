"""The launcher's commands: server, manage, test, benchmark."""

import os
import sys

from script.launcher.errors import LaunchError
from script.launcher.logs import say


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
    match name:
        case "server":
            from script.launcher.serve import serve as command
        case "manage":
            from script.launcher.manage import manage as command
        case "test":
            from script.launcher.checks import run_tests as command
        case "benchmark":
            from script.launcher.checks import run_benchmark as command
        case _:
            raise LaunchError(f"There is no command “{name}”.")
    return command(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
