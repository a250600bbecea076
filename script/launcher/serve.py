"""`script/server`: the whole of Concordat on one machine, until it is told to stop."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from script.launcher.databases import (
    describe_owner,
    is_note_current,
    owned_databases,
    write_owner_note,
    write_ready_note,
)
from script.launcher.environment import django_environment, keep_environment
from script.launcher.errors import AlreadyRunning, LaunchError, StopRequested
from script.launcher.folders import ROOT, DataFolder
from script.launcher.locking import FileLock
from script.launcher.logs import note, read_tail, say, turn_over
from script.launcher.prepare import PREPARED
from script.launcher.processes import end_processes, find_marked, wait_until
from script.launcher.supervisor import Program, Supervisor, python, stop_on_signals, stop_programs

COMMAND = "script/server"
HOST = "127.0.0.1"
READY_SECONDS = 90.0
ORPHAN_STEPS = ((None, 1.0), (signal.SIGTERM, 3.0), (signal.SIGKILL, 5.0))


@dataclass(frozen=True)
class Site:
    """One running Concordat: its data folder, its port and the environment of its processes."""

    folder: DataFolder
    port: int
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def programs(self) -> list[Program]:
        """Web, worker and beat.

        A worker that outlives the launcher has no Redis to say goodbye to and would wait for it: it is killed, and
        its task is given to the next worker (config/celery.py).
        """
        celery = python("-m", "celery", "-A", "config")
        schedule = self.folder.path / "beat" / "schedule"
        return [
            self._program("web", python("-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi")),
            self._program(
                "worker",
                [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"],
                orphan_signal=signal.SIGKILL,
            ),
            self._program("beat", [*celery, "beat", "--loglevel=INFO", "--pidfile=", f"--schedule={schedule}"]),
        ]

    def _program(self, name: str, arguments: list[str], *, orphan_signal: signal.Signals = signal.SIGTERM) -> Program:
        return Program(
            name=name,
            arguments=arguments,
            environment=self.environment,
            folder=ROOT,
            log=self.folder.log(name),
            orphan_signal=orphan_signal,
        )

    def start_preparation(self) -> "subprocess.Popen[str]":
        """Start `script.launcher.prepare`; its errors go to the set-up log."""
        with self.folder.log("setup").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                python("-m", "script.launcher.prepare"),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )


def read_port() -> int:
    text = os.environ.get("CONCORDAT_PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"CONCORDAT_PORT is “{text}”, and must be a number from 1 to 65535.")
    return int(text)


def check_port_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise LaunchError(f"Port {port} needs root. Choose one above 1023: CONCORDAT_PORT=8001 {COMMAND}") from None
        except OSError:
            raise LaunchError(
                f"Port {port} is taken by another program. Choose another: CONCORDAT_PORT={port + 1} {COMMAND}"
            ) from None


def take_ownership(*, folder: DataFolder, address: str) -> FileLock:
    """Become the one that runs this data folder. Raises `AlreadyRunning` when a server does already."""
    owner = folder.lock("owner")
    told = False
    deadline = time.monotonic() + 60
    while not owner.try_exclusive():
        found = owner.read_note()
        if is_note_current(found):
            if found.get("command") == COMMAND or time.monotonic() > deadline:
                raise AlreadyRunning(
                    f"Already running: {describe_owner(owner)}, with its data in {folder.path}.\n"
                    f"Stop that one, or start a second one beside it: CONCORDAT_PORT=8001 CONCORDAT_DATA=… {COMMAND}"
                )
            if not told:
                say(f"Waiting for {describe_owner(owner)} to end…")
                told = True
        time.sleep(0.1)
    write_owner_note(owner, command=COMMAND, address=address, ready=False)
    return owner


def serve(_arguments: Sequence[str] = ()) -> int:
    """Start everything, say where it is, keep it running, and stop it when told."""
    folder = DataFolder.from_environment()
    port = read_port()
    folder.create()
    owner = take_ownership(folder=folder, address=f"http://{HOST}:{port}")
    try:
        end_processes(find_marked(entry=folder.marker), steps=ORPHAN_STEPS)
        check_port_free(port)
        with stop_on_signals():
            run_site(folder=folder, port=port, owner=owner)
    except StopRequested:
        say("Stopped.")
    finally:
        owner.release()
    return 0


def run_site(*, folder: DataFolder, port: int, owner: FileLock) -> None:
    """Run the databases and the three programs; leaves only by an exception, with all of them stopped."""
    turn_over(folder.log("setup"), larger_than=0)
    say("Starting the databases…")
    programs: list[Program] = []
    try:
        with owned_databases(folder=folder) as databases:
            values = keep_environment(folder=folder, databases=databases)
            environment = django_environment(folder=folder, values=values, settings=chosen_settings())
            marker_name, _, marker_value = folder.marker.partition("=")
            environment |= {marker_name: marker_value, "CONCORDAT_BIND": f"{HOST}:{port}"}
            site = Site(folder=folder, port=port, environment=environment)
            try:
                programs += site.programs()
                introduction = start_site(site, programs=programs)
                write_ready_note(owner, databases=databases, command=COMMAND, address=site.address)
                print(f"\nConcordat is ready at {site.address}\n\n{introduction}", flush=True)
                log = folder.log("launcher")
                Supervisor(watched=[*databases.servers, *programs], report=lambda text: note(log, text)).watch()
            finally:
                say("Stopping…")
                write_owner_note(owner, command=COMMAND, address=site.address, ready=False)
                stop_programs(programs)
    finally:
        end_processes(find_marked(entry=folder.marker), steps=((signal.SIGKILL, 5.0),))


def chosen_settings() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE") or "config.settings.dev"


def start_site(site: Site, *, programs: list[Program]) -> str:
    """Prepare the database and the static files, start the programs, and return what the demo loader says."""
    say("Preparing the database…")
    preparation = site.start_preparation()
    assert preparation.stdout is not None  # noqa: S101 - it is a pipe
    try:
        first_line = preparation.stdout.readline().strip()
        if first_line == PREPARED:
            say("Starting the application…")
            web, *others = programs
            web.start()
            wait_until_answering(site, web=web)
            for program in others:
                program.start()
        introduction = preparation.stdout.read()
        preparation.wait()
    finally:
        preparation.kill()
        preparation.wait()
    if preparation.returncode != 0:
        log = site.folder.log("setup")
        raise LaunchError(f"The database could not be prepared. The end of {log}:\n{read_tail(log)}")
    return introduction


def wait_until_answering(site: Site, *, web: Program) -> None:
    """Wait until the site says it is healthy. Raises `LaunchError` when web ends or takes too long."""
    healthy = wait_until(lambda: is_healthy(site) or not web.is_running(), seconds=READY_SECONDS)
    if not healthy or not web.is_running():
        raise LaunchError(f"The site did not start. The end of {web.log}:\n{read_tail(web.log)}")


def is_healthy(site: Site) -> bool:
    try:
        with urllib.request.urlopen(f"{site.address}/health/", timeout=10) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
