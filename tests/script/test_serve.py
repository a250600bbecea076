"""What `script/server` says when it cannot start, and what it keeps for commands started by hand."""

import os
import socket

import pytest

from script.launcher.databases import Databases, write_owner_note
from script.launcher.environment import keep_environment, read_environment_file
from script.launcher.errors import AlreadyRunning, LaunchError
from script.launcher.folders import DataFolder
from script.launcher.serve import check_port_free, read_port, take_ownership

DATABASES = Databases(database_url="postgres://concordat@/concordat?host=/run", redis_url="redis+socket:///run/r.sock")


def test_a_second_server_on_the_same_folder_is_told_where_the_first_one_is(new_folder: DataFolder) -> None:
    first = take_ownership(folder=new_folder, address="http://127.0.0.1:8000")

    with pytest.raises(AlreadyRunning) as refusal:
        take_ownership(folder=new_folder, address="http://127.0.0.1:8001")

    assert str(refusal.value).splitlines()[0] == (
        f"Already running: script/server at http://127.0.0.1:8000 (process {os.getpid()}), "
        f"with its data in {new_folder.path}."
    )
    first.release()


def test_a_note_of_a_dead_owner_is_not_believed(new_folder: DataFolder) -> None:
    dead = new_folder.lock("owner")
    dead.try_exclusive()
    write_owner_note(dead, command="script/server", address="http://127.0.0.1:8000", ready=True)
    dead.release()

    owner = take_ownership(folder=new_folder, address="http://127.0.0.1:8001")

    assert owner.read_note()["address"] == "http://127.0.0.1:8001"
    owner.release()


def test_a_taken_port_is_named_and_another_one_proposed() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LaunchError) as refusal:
            check_port_free(port)

    assert str(refusal.value) == (
        f"Port {port} is taken by another program. Choose another: CONCORDAT_PORT={port + 1} script/server"
    )


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CONCORDAT_PORT", text)

    with pytest.raises(LaunchError, match=f"CONCORDAT_PORT is “{text}”, and must be a number from 1 to 65535."):
        read_port()


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(new_folder: DataFolder) -> None:
    first = keep_environment(folder=new_folder, databases=DATABASES)
    moved = Databases(database_url="postgres://concordat@/concordat?host=/elsewhere", redis_url=DATABASES.redis_url)

    second = keep_environment(folder=new_folder, databases=moved)

    assert second == {**first, "DATABASE_URL": moved.database_url}
    assert read_environment_file(new_folder.environment_file) == second
    assert len(first["SECRET_KEY"]) >= 50
    assert new_folder.environment_file.stat().st_mode & 0o777 == 0o600
