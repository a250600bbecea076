"""What `script/test` tells pytest."""

import pytest

from script.launcher import checks
from script.launcher.checks import choose_processes, options_of_pytest

GIGABYTE = 1_000_000
FAST = ["-m", "not browser and not worker"]


@pytest.mark.parametrize(
    ("cores", "memory", "processes"),
    [
        (2, 24 * GIGABYTE, 2),
        (16, 6 * GIGABYTE, 6),
        (4, GIGABYTE // 2, 1),
        (1, 24 * GIGABYTE, 1),
    ],
)
def test_there_are_as_many_processes_as_cores_and_memory_have_room_for(cores: int, memory: int, processes: int) -> None:
    assert choose_processes(cores=cores, memory=memory) == processes


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], ["-n", "4", "--dist", "loadfile"]),
        (["--fast"], [*FAST, "-n", "4", "--dist", "loadfile"]),
        (["tests/services", "-k", "stage"], ["tests/services", "-k", "stage"]),
        (["--fast", "tests/services"], [*FAST, "tests/services"]),
    ],
)
def test_who_chooses_tests_gets_them_from_one_process(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], options: list[str]
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(4)))
    monkeypatch.setattr(checks, "read_available_memory", lambda: 24 * GIGABYTE)

    assert options_of_pytest(arguments) == options


def test_one_core_needs_no_further_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0})

    assert options_of_pytest([]) == []


def test_the_memory_that_is_left_is_read_from_the_machine() -> None:
    assert checks.read_available_memory() > 0
