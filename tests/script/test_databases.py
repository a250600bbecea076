"""The embedded PostgreSQL and Redis: they survive whatever happens to them, and end nothing that is not theirs."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from script.launcher.databases import Databases, owned_databases, shared_databases
from script.launcher.errors import AlreadyRunning, LaunchError
from script.launcher.folders import SOCKET_FOLDER_LIMIT, DataFolder, make_private
from script.launcher.processes import find_process, find_programs, wait_until

# Runs the databases, says so, and ends when its input does.
USE_DATABASES = """
import sys
from script.launcher.databases import shared_databases
from script.launcher.folders import DataFolder
with shared_databases(folder=DataFolder.from_environment(), command="a test") as databases:
    print(databases.database_url, flush=True)
    sys.stdin.read()
"""


def execute(databases: Databases, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(databases.database_url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def connect_redis(databases: Databases) -> "redis.Redis":
    return redis.Redis.from_url(databases.redis_url.replace("redis+socket://", "unix://"))


def list_servers(folder: DataFolder) -> list[int]:
    home = (folder.path / "servers").resolve()
    postgresql = find_programs(name="postgres", folder=home / "postgresql")
    return [process.pid for process in [*postgresql, *find_programs(name="redis-server", folder=home / "redis")]]


def test_a_second_start_finds_what_the_first_one_wrote_and_a_stop_leaves_no_process(new_folder: DataFolder) -> None:
    with owned_databases(folder=new_folder) as databases:
        execute(databases, "CREATE TABLE kept AS SELECT 42 AS number")
        connect_redis(databases).rpush("queue", "task")

    assert list_servers(new_folder) == []
    with owned_databases(folder=new_folder) as databases:
        assert execute(databases, "SELECT number FROM kept") == [(42,)]
        assert connect_redis(databases).lrange("queue", 0, -1) == [b"task"]


def test_servers_answer_on_sockets_that_only_their_account_may_reach(folder: DataFolder) -> None:
    with owned_databases(folder=folder) as databases:
        sockets = folder.path / "servers" / "run"
        assert execute(databases, "SELECT current_setting('listen_addresses'), current_setting('fsync')") == [
            ("", "on")
        ]
        assert connect_redis(databases).config_get("port") == {"port": "0"}
        assert sockets.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers under another account")
def test_root_starts_the_servers_under_an_unprivileged_account(folder: DataFolder) -> None:
    with owned_databases(folder=folder, durable=False):
        owners = {Path(f"/proc/{pid}").stat().st_uid for pid in list_servers(folder)}

    assert len(owners) == 1
    assert 0 not in owners


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers under another account")
def test_servers_run_where_their_account_cannot_enter(make_folder: Callable[..., DataFolder]) -> None:
    folder = make_folder(below="data", mode=0o700)
    with owned_databases(folder=folder, durable=False) as databases:
        assert execute(databases, "SELECT 1") == [(1,)]

    assert (folder.path / "servers").is_symlink()


def test_killed_servers_lose_nothing_that_was_committed(folder: DataFolder) -> None:
    with owned_databases(folder=folder) as databases:
        execute(databases, "CREATE TABLE kept AS SELECT 42 AS number")
        connect_redis(databases).rpush("queue", "task")
        for pid in list_servers(folder):
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not any(server.is_running() for server in databases.servers), seconds=5)
        databases.start()
        assert execute(databases, "SELECT number FROM kept") == [(42,)]
        assert connect_redis(databases).lrange("queue", 0, -1) == [b"task"]


def test_servers_end_with_a_killed_launcher_and_start_again(
    folder: DataFolder, start_python: Callable[..., "subprocess.Popen[str]"]
) -> None:
    launcher = start_python(USE_DATABASES)
    assert launcher.stdout is not None
    url = launcher.stdout.readline().strip()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS number")
    assert list_servers(folder) != []

    launcher.kill()

    assert wait_until(lambda: list_servers(folder) == [], seconds=10)
    with shared_databases(folder=folder, command="a test") as databases:
        assert execute(databases, "SELECT number FROM kept") == [(42,)]


def test_eight_starts_at_once_share_one_pair_of_servers(
    folder: DataFolder, start_python: Callable[..., "subprocess.Popen[str]"]
) -> None:
    launchers = [start_python(USE_DATABASES) for _ in range(8)]
    urls = {launcher.stdout.readline().strip() for launcher in launchers if launcher.stdout is not None}
    masters = (folder.path / "servers" / "postgresql" / "postmaster.pid").read_text().splitlines()[:1]

    assert len(urls) == 1
    assert len(find_programs(name="redis-server", folder=(folder.path / "servers" / "redis").resolve())) == 1
    for launcher in launchers:
        assert launcher.stdin is not None
        launcher.stdin.close()
    for launcher in launchers:
        launcher.wait(timeout=20)
    assert [launcher.returncode for launcher in launchers] == [0] * 8
    assert find_process(pid=int(masters[0])) is None
    assert list_servers(folder) == []


def test_a_pid_file_that_names_another_process_neither_blocks_the_start_nor_harms_the_process(
    folder: DataFolder,
) -> None:
    with owned_databases(folder=folder, durable=False):
        pass
    account = folder.servers_home().account
    stranger = subprocess.Popen(["/bin/sleep", "60"], cwd="/", **account.popen_arguments())
    pid_file = folder.path / "servers" / "postgresql" / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n")
    account.own(pid_file)
    try:
        with owned_databases(folder=folder, durable=False) as databases:
            assert execute(databases, "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_cluster_half_made_is_made_anew(new_folder: DataFolder) -> None:
    unfinished = new_folder.servers_home().path / "postgresql.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    with owned_databases(folder=new_folder, durable=False) as databases:
        assert execute(databases, "SELECT 1") == [(1,)]


@pytest.mark.parametrize("name", ["long" * 40, "a folder’s name"])
def test_a_path_that_no_socket_can_have_gets_a_short_one_of_its_own(
    make_folder: Callable[..., DataFolder], name: str
) -> None:
    folder = make_folder(below=name)
    with owned_databases(folder=folder, durable=False) as databases:
        sockets = folder.servers_home().socket_folder()
        assert sockets.parent == Path("/tmp")  # noqa: S108
        assert len(str(sockets)) <= SOCKET_FOLDER_LIMIT
        assert execute(databases, "SELECT 1") == [(1,)]
        assert connect_redis(databases).ping() is True
    sockets.rmdir()


def test_a_private_folder_that_somebody_else_made_is_refused(folder: DataFolder) -> None:
    account = folder.servers_home().account
    shared = folder.path / "shared"
    shared.mkdir(mode=0o755)

    with pytest.raises(LaunchError, match="is not a private folder"):
        make_private(shared, account=account)


def test_two_data_folders_never_run_one_cluster(folder: DataFolder, new_folder: DataFolder) -> None:
    first, second = folder, new_folder
    home = first.servers_home()
    (second.path / "servers").symlink_to(home.path)

    with owned_databases(folder=first, durable=False) as databases:
        with (
            pytest.raises(LaunchError, match="in use for another data folder"),
            owned_databases(folder=second, durable=False),
        ):
            pass
        assert execute(databases, "SELECT 1") == [(1,)]


def test_given_databases_are_used_and_none_is_started(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@elsewhere.example/records")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere.example:6379/0")

    with owned_databases(folder=folder) as databases:
        assert databases.servers == []
        assert databases.database_url == "postgres://someone@elsewhere.example/records"
        assert databases.redis_url == "redis://elsewhere.example:6379/0"


def test_an_owner_that_never_gets_ready_is_named(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("script.launcher.databases.WAIT_SECONDS", 0.2)
    owner = folder.lock("owner")
    owner.try_exclusive()
    owner.write_note(command="script/server", pid=os.getpid(), ready=False)

    with (
        pytest.raises(AlreadyRunning, match=f"in use by script/server .process {os.getpid()}."),
        shared_databases(folder=folder, command="a test"),
    ):
        pass
    owner.release()
