"""One embedded PostgreSQL: made once, started, stopped, and started again after any crash."""

import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from script.launcher.accounts import current_user_name
from script.launcher.binaries import PostgresqlPrograms, find_postgresql, read_major
from script.launcher.errors import LaunchError
from script.launcher.folders import ServersHome
from script.launcher.logs import read_tail
from script.launcher.processes import die_with_parent, end_processes, find_process, find_programs, wait_until

ROLE = DATABASE = "concordat"
START_SECONDS = 90.0
STATUS_LINE = 7  # of postmaster.pid, counted from 0: "ready" when it takes connections

# "Fast" shutdown, then "immediate" (recovers from its log at the next start), then no choice.
STOP_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
# Backends notice by themselves that their server is gone.
ORPHAN_STEPS = ((None, 3.0), (signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
FAST_AND_LOOSE = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h"),
)


@dataclass
class EmbeddedPostgresql:
    """PostgreSQL on a unix socket only; who may connect is decided by the kernel's word on the user (peer)."""

    home: ServersHome
    log: Path
    durable: bool = True
    name: str = "PostgreSQL"
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def cluster(self) -> Path:
        return self.home.path / "postgresql"

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}@/{DATABASE}?host={self.home.socket_folder()}"

    def start(self) -> None:
        """Start the server; returns before it takes connections (see `wait_ready`)."""
        programs = find_postgresql(home=self.home, cluster=self.cluster)
        if read_major(self.cluster) is None:
            self._create_cluster(programs)
        self.end_orphans()
        self._remove_stale_pid_file()
        self._write_access_rules()
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.home.socket_folder()}",
            "unix_socket_permissions=0700",
            "port=5432",
            "timezone=UTC",
            "log_timezone=UTC",
            *(() if self.durable else FAST_AND_LOOSE),
        ]
        arguments = [programs.program("postgres"), "-D", str(self.cluster)]
        for setting in settings:
            arguments += ["-c", setting]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                arguments,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - the launcher has one thread
                **self.home.account.popen_arguments(),
            )

    def wait_ready(self) -> None:
        """Wait until the server takes connections, and make the database if it is missing.

        Raises `LaunchError` when the server ends or takes too long.
        """
        wait_until(lambda: self._is_ready() or not self.is_running(), seconds=START_SECONDS)
        if not self._is_ready():
            raise LaunchError(f"PostgreSQL did not start. The end of {self.log}:\n{read_tail(self.log)}")
        self._create_database()

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back, committed ones are on disk."""
        if self._process is not None and self._process.poll() is None:
            for number, seconds in STOP_STEPS:
                self._process.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=seconds)
                    break
        self._process = None
        self.end_orphans()

    def end_orphans(self) -> None:
        """End what is left of an earlier server on this very cluster: it would hold its shared memory."""
        end_processes(find_programs(name="postgres", folder=self.cluster), steps=ORPHAN_STEPS)

    def _is_ready(self) -> bool:
        if not self.is_running() or self._process is None:
            return False
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > STATUS_LINE and lines[0] == str(self._process.pid) and lines[STATUS_LINE].strip() == "ready"

    def _remove_stale_pid_file(self) -> None:
        """Remove a pid file whose process is not this cluster's server, only another one with the same id.

        PostgreSQL would refuse to start. Safe here: we hold the lock and no process of the cluster is left.
        """
        pid_file = self.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
        except FileNotFoundError:
            return
        except ValueError:
            pid = 0
        process = find_process(pid=pid) if pid > 0 else None
        if process is not None and process.is_program(name="postgres", folder=self.cluster):
            raise LaunchError(f"PostgreSQL (process {pid}) still uses {self.cluster} and could not be ended.")
        pid_file.unlink()

    def _create_cluster(self, programs: PostgresqlPrograms) -> None:
        """Make the cluster beside its place and move it there when whole: a start cut short leaves no half of one."""
        unfinished = self.cluster.with_name("postgresql.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        done = subprocess.run(  # noqa: S603
            [
                programs.program("initdb"),
                f"--pgdata={unfinished}",
                f"--username={ROLE}",
                "--auth=peer",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                *(() if self.durable else ("--no-sync", "--wal-segsize=1")),
            ],
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.home.account.popen_arguments(),
        )
        if done.returncode != 0:
            raise LaunchError(f"PostgreSQL could not make its files in {self.home.path}:\n{done.stdout}")
        unfinished.rename(self.cluster)

    def _write_access_rules(self) -> None:
        """Let in the launcher's user and the servers' account, as the one role, and nobody else."""
        names = {current_user_name(), self.home.account.name}
        self._write("pg_hba.conf", "local all all peer map=launcher\n")
        self._write("pg_ident.conf", "".join(f'launcher "{name}" {ROLE}\n' for name in sorted(names)))

    def _write(self, name: str, text: str) -> None:
        path = self.cluster / name
        path.write_text(text)
        self.home.account.own(path)

    def _create_database(self) -> None:
        found = self._query(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")  # noqa: S608 - a constant
        if found != "1":
            self._query(f"CREATE DATABASE {DATABASE}")

    def _query(self, statement: str) -> str:
        psql = find_postgresql(home=self.home, cluster=self.cluster).program("psql")
        done = subprocess.run(  # noqa: S603
            [psql, "-X", "-h", self.home.socket_folder(), "-U", ROLE, "-d", "postgres", "-Atqc", statement],
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **self.home.account.popen_arguments(),
        )
        if done.returncode != 0:
            raise LaunchError(f"PostgreSQL refused “{statement}”: {done.stderr.strip()}")
        return done.stdout.strip()
