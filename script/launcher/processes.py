"""Which processes are ours, and how to end exactly those.

A process id alone is never trusted: ids are used again. A process is its id together with the moment it
started, and it is ours only if its program and its working folder, or its environment, say so.
"""

import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Process:
    """A running process: its id, and its start in clock ticks since the machine booted."""

    pid: int
    started: int

    def is_alive(self) -> bool:
        return find_process(pid=self.pid) == self

    def is_program(self, *, name: str, folder: Path) -> bool:
        """True when it runs the program `name` with `folder` as its working folder."""
        try:
            executable = (PROC / str(self.pid) / "exe").readlink().name
            working_folder = (PROC / str(self.pid) / "cwd").readlink()
        except OSError:
            return False
        return executable.removesuffix(" (deleted)") == name and working_folder == folder

    def has_environment(self, *, entry: str) -> bool:
        """True when it was started with `entry` ("NAME=value") in its environment."""
        try:
            return entry.encode() in (PROC / str(self.pid) / "environ").read_bytes().split(b"\0")
        except OSError:
            return False

    def send(self, number: signal.Signals) -> None:
        """Signal this very process, never a later one that got its id."""
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(self.pid)
            try:
                if self.is_alive():
                    signal.pidfd_send_signal(handle, number)
            finally:
                os.close(handle)


def find_process(*, pid: int) -> Process | None:
    """The process with this id, or None when there is none (a zombie counts as none)."""
    try:
        fields = (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    state, started = fields[0], int(fields[19])
    return None if state in "ZX" else Process(pid=pid, started=started)


def list_processes() -> Iterator[Process]:
    for entry in PROC.iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            process = find_process(pid=int(entry.name))
            if process is not None:
                yield process


def find_programs(*, name: str, folder: Path) -> list[Process]:
    """Processes that run the program `name` inside `folder`."""
    return [process for process in list_processes() if process.is_program(name=name, folder=folder)]


def find_marked(*, entry: str) -> list[Process]:
    """Processes started with `entry` in their environment."""
    return [process for process in list_processes() if process.has_environment(entry=entry)]


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for `condition`; False when it did not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def are_gone(processes: Sequence[Process]) -> bool:
    return not any(process.is_alive() for process in processes)


def end_processes(processes: Iterable[Process], *, steps: Sequence[tuple[signal.Signals | None, float]]) -> None:
    """End `processes` step by step: a signal (None: only wait), then the seconds to wait before the next step."""
    remaining = list(processes)
    for number, seconds in steps:
        remaining = [process for process in remaining if process.is_alive()]
        if not remaining:
            return
        if number is not None:
            for process in remaining:
                process.send(number)
        wait_until(partial(are_gone, remaining), seconds=seconds)


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """What a child runs before its program: be sent `number` when the launcher dies, however it dies."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    launcher = os.getpid()

    def ask_kernel() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != launcher:
            os._exit(1)

    return ask_kernel
