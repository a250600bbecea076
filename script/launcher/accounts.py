"""Which account the embedded servers run as. PostgreSQL refuses to run as root, and Redis need not."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from script.launcher.errors import LaunchError

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine. `switch` says whether the launcher must become that user to start a server."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen_arguments(self) -> dict[str, Any]:
        """Arguments for `subprocess` that start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def own(self, path: Path) -> None:
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def can_run(self, arguments: Sequence[str | Path]) -> bool:
        """True when this account can run the command, and it succeeds."""
        try:
            done = subprocess.run(  # noqa: S603 - the commands are the launcher's own
                [str(argument) for argument in arguments],
                cwd="/",
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **self.popen_arguments(),
            )
        except OSError:
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """True when this account can use `folder`: every folder above it lets the account through."""
        return self.can_run(["/bin/sh", "-c", 'cd "$1" && test -w .', "sh", folder])


def current_user_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise LaunchError(
            f"The user id {os.geteuid()} has no name on this machine, and PostgreSQL needs one. "
            "Use another account, or give DATABASE_URL and REDIS_URL."
        ) from None


def choose_account(*, home: Path) -> Account:
    """The account for the servers whose files are in `home`: the current user; for root, an unprivileged one."""
    if os.geteuid() != 0:
        return Account(name=current_user_name(), uid=os.geteuid(), gid=os.getegid(), switch=False)
    if home.exists() and home.stat().st_uid != 0:
        owner = pwd.getpwuid(home.stat().st_uid)
        return Account(name=owner.pw_name, uid=owner.pw_uid, gid=owner.pw_gid, switch=True)
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=user.pw_name, uid=user.pw_uid, gid=user.pw_gid, switch=True)
    raise LaunchError(
        "PostgreSQL does not run as root and this machine has no unprivileged account. "
        "Make one: useradd --system --no-create-home postgres"
    )
