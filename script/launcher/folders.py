"""Where one installation keeps its files: the data folder, and in it the folder of the embedded servers."""

import hashlib
import os
import re
import secrets
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from script.launcher.accounts import Account, choose_account
from script.launcher.errors import LaunchError
from script.launcher.locking import FileLock

ROOT = Path(__file__).resolve().parent.parent.parent

# The kernel allows 107 characters for the path of a unix socket; PostgreSQL's is the longer of our two names.
SOCKET_FOLDER_LIMIT = 107 - len("/.s.PGSQL.5432.lock")
PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.-]+")
REMOTE_HOMES = Path("/var/lib/concordat")


@dataclass(frozen=True)
class ServersHome:
    """The folder that the embedded servers own, and the account that they run as."""

    path: Path
    account: Account

    def folder(self, name: str) -> Path:
        """A private folder of the servers, made if missing."""
        path = self.path / name
        make_private(path, account=self.account)
        return path

    def socket_folder(self) -> Path:
        """Where the unix sockets are: in the home, or under /tmp when that path is too long or not plain.

        The name under /tmp comes from the home's path, so every start finds the same one.
        """
        inside = self.path / "run"
        if len(str(inside)) <= SOCKET_FOLDER_LIMIT and PLAIN_PATH.fullmatch(str(inside)):
            return self.folder("run")
        digest = hashlib.sha256(str(self.path).encode()).hexdigest()[:16]
        outside = Path("/tmp") / f"concordat-{digest}"  # noqa: S108 - private, and its owner is checked
        make_private(outside, account=self.account)
        return outside


@dataclass(frozen=True)
class DataFolder:
    """`CONCORDAT_DATA`: settings, logs, uploaded and made files, and the embedded servers' home."""

    path: Path

    @classmethod
    def from_environment(cls) -> "DataFolder":
        return cls(path=Path(os.environ.get("CONCORDAT_DATA") or ROOT / "var").expanduser().resolve())

    @property
    def environment_file(self) -> Path:
        return self.path / "server.env"

    @property
    def marker(self) -> str:
        """The environment entry that marks web, worker and beat as started for this folder."""
        return f"CONCORDAT_SUPERVISED={self.path}"

    def create(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in ("logs", "media", "beat", "static"):
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise LaunchError(f"The data folder {self.path} cannot be made or written: {error.strerror}.") from error

    def lock(self, name: str) -> FileLock:
        return FileLock(self.path / f"{name}.lock")

    def log(self, name: str) -> Path:
        return self.path / "logs" / f"{name}.log"

    def servers_home(self) -> ServersHome:
        """The embedded servers' home, made if missing.

        Root starts the servers under another account, which may not pass through the folders above (a
        home directory, often). Then the home is put in /var/lib/concordat and the data folder links to it.
        """
        link = self.path / "servers"
        with self.lock("prepare"):
            if link.is_symlink() and not link.exists():
                link.unlink()
            account = choose_account(home=link)
            if not link.exists():
                self._make_home(link, account=account)
        home = ServersHome(path=link.resolve(), account=account)
        if not account.can_enter(home.path):
            raise LaunchError(
                f"The account {account.name} cannot reach {home.path}. Start Concordat as the user who did so first."
            )
        return home

    def remove_servers(self) -> None:
        """Remove the embedded servers' home with all data, wherever it is. They must have stopped."""
        link = self.path / "servers"
        shutil.rmtree(link.resolve(), ignore_errors=True)
        if link.is_symlink():
            link.unlink()

    def remove(self) -> None:
        """Remove the data folder and the embedded servers' home."""
        self.remove_servers()
        shutil.rmtree(self.path, ignore_errors=True)

    def _make_home(self, link: Path, *, account: Account) -> None:
        make_private(link, account=account)
        if account.switch and not account.can_enter(link):
            self.path.chmod(stat.S_IMODE(self.path.stat().st_mode) | 0o011)
        if account.can_enter(link):
            return
        link.rmdir()
        REMOTE_HOMES.mkdir(mode=0o711, parents=True, exist_ok=True)
        home = REMOTE_HOMES / secrets.token_hex(8)
        make_private(home, account=account)
        link.symlink_to(home)


def make_private(path: Path, *, account: Account) -> None:
    """Make a folder only `account` may use; refuse one that somebody else made first."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    found = path.lstat()
    trusted = stat.S_ISDIR(found.st_mode) and found.st_uid in (account.uid, os.geteuid())
    if not trusted or found.st_mode & 0o077:
        raise LaunchError(f"{path} is not a private folder of {account.name}. Remove it and start again.")
    if found.st_uid != account.uid:
        account.own(path)
