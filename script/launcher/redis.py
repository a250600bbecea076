"""One embedded Redis: every queued task is on disk before the queue says yes."""

import signal
import socket
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from script.launcher.binaries import find_redis
from script.launcher.errors import LaunchError
from script.launcher.folders import ServersHome
from script.launcher.logs import read_tail
from script.launcher.processes import die_with_parent, end_processes, find_programs, wait_until

START_SECONDS = 60.0
STOP_STEPS = ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0))


@dataclass
class EmbeddedRedis:
    """Redis on a unix socket only, in a folder that only its own account may enter."""

    home: ServersHome
    log: Path
    durable: bool = True
    name: str = "Redis"
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        return self.home.path / "redis"

    @property
    def socket(self) -> Path:
        return self.home.socket_folder() / "redis.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        """Start the server; returns before it answers (see `wait_ready`)."""
        folder = self.home.folder("redis")
        self.end_orphans()
        self.socket.unlink(missing_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "daemonize": "no",
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "always",
            "maxmemory-policy": "noeviction",
        }
        arguments = [find_redis(home=self.home)]
        for name, value in settings.items():
            arguments += [f"--{name}", value]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                arguments,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - the launcher has one thread
                **self.home.account.popen_arguments(),
            )

    def wait_ready(self) -> None:
        """Wait until the server answers. Raises `LaunchError` when it ends or takes too long."""
        if not wait_until(lambda: self._answers() or not self.is_running(), seconds=START_SECONDS) or not (
            self.is_running()
        ):
            raise LaunchError(f"Redis did not start. The end of {self.log}:\n{read_tail(self.log)}")

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            for number, seconds in STOP_STEPS:
                self._process.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=seconds)
                    break
        self._process = None
        self.end_orphans()

    def end_orphans(self) -> None:
        """End an earlier Redis on this very folder."""
        end_processes(find_programs(name="redis-server", folder=self.folder), steps=((None, 0.5), *STOP_STEPS))

    def _answers(self) -> bool:
        """True when the server says PONG; while it still reads its file it says LOADING."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
            except OSError:
                return False
