"""File locks. The kernel lets go of them when their holder dies, however it dies."""

import fcntl
import json
import os
from pathlib import Path
from typing import Any


class FileLock:
    """An advisory lock on a file, which can carry a note about its holder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def _take(self, *, operation: int) -> bool:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, operation)
        except BlockingIOError:
            return False
        return True

    def try_exclusive(self) -> bool:
        """Take the lock for one holder only, or return False at once."""
        return self._take(operation=fcntl.LOCK_EX | fcntl.LOCK_NB)

    def wait_exclusive(self) -> None:
        self._take(operation=fcntl.LOCK_EX)

    def wait_shared(self) -> None:
        self._take(operation=fcntl.LOCK_SH)

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def write_note(self, **note: Any) -> None:
        """Leave a note for those who find the lock taken. Only the exclusive holder writes."""
        assert self._descriptor is not None  # noqa: S101 - a mistake of ours, not a state of the machine
        text = json.dumps(note).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text, 0)

    def read_note(self) -> dict[str, Any]:
        """The holder's note; empty while there is none."""
        try:
            return dict(json.loads(self.path.read_text()))
        except (OSError, ValueError):
            return {}

    def __enter__(self) -> "FileLock":
        self.wait_exclusive()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()
