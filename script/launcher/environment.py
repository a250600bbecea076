"""The environment of Django's processes, and server.env, which keeps it for commands started by hand."""

import os
import re
import secrets
from pathlib import Path

from script.launcher.databases import Databases
from script.launcher.folders import ROOT, DataFolder

ASSIGNMENT = re.compile(r"([A-Z_]+)='(.*)'")
NOT_FOR_DJANGO = ("PYTHONSAFEPATH", "PYTHONDONTWRITEBYTECODE")
HEADING = "# Written at every start by script/server. SECRET_KEY is made once and kept.\n"


def read_environment_file(path: Path) -> dict[str, str]:
    """The assignments of a file that `write_environment_file` wrote; none when it is missing."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return {}
    return {match[1]: match[2] for match in map(ASSIGNMENT.fullmatch, lines) if match}


def write_environment_file(path: Path, *, values: dict[str, str]) -> None:
    """Write assignments, readable by the owner alone, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(HEADING + "".join(f"{name}='{value}'\n" for name, value in values.items()))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def keep_environment(*, folder: DataFolder, databases: Databases) -> dict[str, str]:
    """Write server.env for these databases and return what it holds."""
    kept = read_environment_file(folder.environment_file)
    values = {
        "DATABASE_URL": databases.database_url,
        "REDIS_URL": databases.redis_url,
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(50),
    }
    if values != kept:
        write_environment_file(folder.environment_file, values=values)
    return values


def django_environment(*, folder: DataFolder, values: dict[str, str], settings: str) -> dict[str, str]:
    """The whole environment for a Django process; a SECRET_KEY given from outside wins over the kept one.

    What Python compiles is kept in the data folder, also where the machine is set up not to write it beside the code:
    compiling it anew is two thirds of a start.
    """
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_DJANGO}
    environment.setdefault("PYTHONPYCACHEPREFIX", str(DataFolder.from_environment().path / "bytecode"))
    environment.update(values)
    environment.update(
        CONCORDAT_DATA=str(folder.path),
        DJANGO_SETTINGS_MODULE=settings,
        PYTHONPATH=str(ROOT),
    )
    if os.environ.get("SECRET_KEY"):
        environment["SECRET_KEY"] = os.environ["SECRET_KEY"]
    return environment
