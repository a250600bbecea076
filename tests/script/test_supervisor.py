"""What the supervisor does when a program dies, and when it is told to stop."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from script.launcher.errors import StopRequested
from script.launcher.folders import DataFolder
from script.launcher.processes import find_marked, find_process, wait_until
from script.launcher.supervisor import Program, Supervisor, python, stop_on_signals, stop_programs

SLEEP = "import time; time.sleep(60)"
SLEEP_STUBBORNLY = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
START_A_CHILD_AND_SLEEP = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', '{SLEEP}']); {SLEEP}"


@dataclass
class Lamp:
    """A server that only counts its starts."""

    name: str = "lamp"
    running: bool = True
    starts: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.starts.append(self.name)
        self.running = True

    def is_running(self) -> bool:
        return self.running


@pytest.fixture
def make_program(new_folder: DataFolder) -> Callable[[str], Program]:
    def make(code: str) -> Program:
        name, _, value = new_folder.marker.partition("=")
        return Program(
            name="program",
            arguments=python("-c", code),
            environment={**os.environ, name: value},
            folder=new_folder.path,
            log=new_folder.log("program"),
            stop_steps=((signal.SIGTERM, 0.5), (signal.SIGQUIT, 5.0)),
        )

    return make


def test_what_died_is_started_again_after_a_pause_and_both_are_reported() -> None:
    lamp, reports = Lamp(), list[str]()
    supervisor = Supervisor(watched=[lamp], report=reports.append)

    supervisor.watch_once(now=0.0)
    lamp.running = False
    supervisor.watch_once(now=1.0)
    supervisor.watch_once(now=1.4)
    assert lamp.starts == []
    supervisor.watch_once(now=1.5)

    assert lamp.starts == ["lamp"]
    assert reports == [
        "lamp has ended unexpectedly; starting it again in 0.5 seconds.",
        "lamp is started again.",
    ]


def test_what_keeps_dying_is_started_less_and_less_often_until_it_runs_steadily() -> None:
    lamp, reports = Lamp(), list[str]()
    supervisor = Supervisor(watched=[lamp], report=reports.append)
    now = 0.0
    for _ in range(7):
        lamp.running = False
        supervisor.watch_once(now=now)
        now += 10.0
        supervisor.watch_once(now=now)
    pauses = [report.split()[-2] for report in reports if "unexpectedly" in report]
    assert pauses == ["0.5", "1", "2", "4", "8", "10", "10"]

    supervisor.watch_once(now=now + 31.0)
    lamp.running = False
    supervisor.watch_once(now=now + 32.0)
    assert reports[-1] == "lamp has ended unexpectedly; starting it again in 0.5 seconds."


def test_a_program_that_ignores_the_first_signal_gets_the_next(make_program: Callable[[str], Program]) -> None:
    program = make_program(SLEEP_STUBBORNLY)
    program.start()
    assert program.is_running()

    stop_programs([program])

    assert not program.is_running()


def test_nothing_of_a_stopped_program_is_left(make_program: Callable[[str], Program], new_folder: DataFolder) -> None:
    program = make_program(START_A_CHILD_AND_SLEEP)
    program.start()
    assert wait_until(lambda: len(find_marked(entry=new_folder.marker)) == 2, seconds=10)

    stop_programs([program])

    assert wait_until(lambda: find_marked(entry=new_folder.marker) == [], seconds=5)


def test_a_signal_is_sent_to_no_process_that_only_has_the_same_id(make_program: Callable[[str], Program]) -> None:
    program = make_program(SLEEP)
    program.start()
    assert program._process is not None
    process = find_process(pid=program._process.pid)
    assert process is not None
    earlier = type(process)(pid=process.pid, started=process.started - 1)

    earlier.send(signal.SIGKILL)

    assert not earlier.is_alive()
    assert program.is_running()
    stop_programs([program])


def interrupt_a_stop() -> None:
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)


def test_the_first_signal_asks_for_a_stop_and_later_ones_do_not_disturb_it() -> None:
    with pytest.raises(StopRequested), stop_on_signals():
        interrupt_a_stop()
