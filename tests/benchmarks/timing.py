"""Timing that compares: what is compared runs in turns, so that a busy machine slows all of it alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

WARM_UP = 5


def medians_in_turns(work: Mapping[str, Callable[[], object]], *, repetitions: int) -> dict[str, float]:
    """The median seconds of each piece of work, all done once in each of the repetitions."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(WARM_UP):
        for run in work.values():
            run()
    settle_collector()
    for _ in range(repetitions):
        for name, run in work.items():
            started = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(taken) for name, taken in times.items()}


def settle_collector() -> None:
    """As a gunicorn worker does: what is loaded is out of the collector's sight."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
