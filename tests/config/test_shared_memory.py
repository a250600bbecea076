"""The worker works where its account may not use the machine's shared memory."""

from pathlib import Path

import pytest

from config.settings.base import choose_worker_pool


@pytest.mark.parametrize(("is_open", "pool"), [(True, "prefork"), (False, "threads")])
def test_without_shared_memory_the_worker_has_threads(
    is_open: bool, pool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: is_open)

    assert choose_worker_pool(tmp_path) == pool


def test_where_there_is_no_such_folder_processes_do_without(tmp_path: Path) -> None:
    assert choose_worker_pool(tmp_path / "missing") == "prefork"
