"""Keeps a set of programs running: what dies is started again, what must stop is stopped in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from script.launcher.errors import StopRequested
from script.launcher.logs import turn_over
from script.launcher.processes import POLL_SECONDS, die_with_parent, wait_until

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds before a program that keeps dying is started again
STEADY_SECONDS = 30.0  # a program that ran this long is no longer one that keeps dying


class Server(Protocol):
    """What a supervisor asks of a program or an embedded server."""

    name: str

    def start(self) -> None: ...
    def is_running(self) -> bool: ...


@dataclass
class Program:
    """A program in a session of its own, writing to a log file; it dies with the launcher."""

    name: str
    arguments: Sequence[str]
    environment: dict[str, str]
    folder: Path
    log: Path
    stop_steps: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 10.0), (signal.SIGQUIT, 5.0))
    orphan_signal: signal.Signals = signal.SIGTERM
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        self._end_group()
        turn_over(self.log)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self.arguments,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(self.orphan_signal),  # noqa: PLW1509 - the launcher has one thread
            )

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def kill(self) -> None:
        """End the program and its group at once."""
        self.send(signal.SIGKILL)
        wait_until(lambda: not self.is_running(), seconds=5.0)
        self._end_group()

    def _end_group(self) -> None:
        """End what a dead program left of its group, so that its port and files are free."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)


def stop_programs(programs: Sequence[Program]) -> None:
    """Stop programs together: each gets its own signals, and all are waited for at once."""
    for step in range(max((len(program.stop_steps) for program in programs), default=0)):
        running = [program for program in programs if program.is_running() and step < len(program.stop_steps)]
        for program in running:
            program.send(program.stop_steps[step][0])
        seconds = max((program.stop_steps[step][1] for program in running), default=0.0)
        wait_until(lambda: not any(program.is_running() for program in programs), seconds=seconds)
    for program in programs:
        program.kill()


@dataclass
class Supervisor:
    """Watches servers and programs, and starts again each that has died.

    `report` gets a sentence about every death and every start.
    """

    watched: Sequence[Server]
    report: Callable[[str], None]
    _started: dict[str, float] = field(default_factory=dict)
    _pauses: dict[str, float] = field(default_factory=dict)
    _due: dict[str, float] = field(default_factory=dict)

    def watch_once(self, *, now: float) -> None:
        """Look at everything once. `now` is in seconds of a clock that only goes forward."""
        for server in self.watched:
            if server.is_running():
                if now - self._started.setdefault(server.name, now) > STEADY_SECONDS:
                    self._pauses.pop(server.name, None)
            elif server.name not in self._due:
                pause = self._pauses.get(server.name, FIRST_PAUSE)
                self._pauses[server.name] = min(pause * 2, LONGEST_PAUSE)
                self._due[server.name] = now + pause
                self.report(f"{server.name} has ended unexpectedly; starting it again in {pause:g} seconds.")
            elif now >= self._due[server.name]:
                del self._due[server.name]
                self._started[server.name] = now
                server.start()
                self.report(f"{server.name} is started again.")

    def watch(self) -> None:
        """Watch until `StopRequested` (or another failure) is raised."""
        while True:
            self.watch_once(now=time.monotonic())
            time.sleep(4 * POLL_SECONDS)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn the first SIGINT, SIGTERM or SIGHUP into `StopRequested`; the stop itself is not interrupted by more."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, lambda *_ignored: None)
        raise StopRequested

    before = {number: signal.signal(number, request_stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def python(*arguments: str) -> list[str]:
    """A command of this very Python."""
    return [sys.executable, *arguments]
