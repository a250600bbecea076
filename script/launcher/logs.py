"""The log files in the data folder, and the launcher's own lines."""

import sys
from datetime import datetime
from pathlib import Path

LARGEST_LOG = 10 * 1024 * 1024  # bytes
TAIL_LINES = 20


def turn_over(path: Path, *, larger_than: int = LARGEST_LOG) -> None:
    """Put a log aside at a start when it is larger than so many bytes: <name>.log becomes <name>.log.1."""
    if path.exists() and path.stat().st_size > larger_than:
        path.rename(path.with_name(f"{path.name}.1"))


def read_tail(path: Path) -> str:
    """The last lines of a log, to show beside a failure."""
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-TAIL_LINES:])
    except FileNotFoundError:
        return "(no log)"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def note(path: Path, text: str) -> None:
    """Write a dated line into the launcher's log."""
    with path.open("a") as log:
        log.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {text}\n")
