"""A throwaway PostgreSQL cluster for one test run: made in a temporary folder, on a free port, gone at the end."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Losing this cluster loses nothing, so waiting for the disk would only cost time.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Nor does it live long enough for what keeps a large database quick.
CARELESS |= {"autovacuum": "off", "jit": "off", "max_wal_size": "4GB", "checkpoint_timeout": "1h"}


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `url` is what GUANMO_DATABASE_URL takes."""

    folder: Path
    url: str
    pg_ctl: str
    options: str

    def start(self) -> None:
        """Start the server, for the first time or after it was killed."""
        log = str(self.folder / "log")
        _as_postgres(self.pg_ctl, "-D", str(self.folder / "data"), "-o", self.options, "-l", log, "-w", "start")

    def process(self) -> int:
        """The id of the running server's first process, as its file says."""
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def kill(self, main: int) -> None:
        """Kill -9 the server's first process and all that it started; no file is read or written.

        A server whose disk is gone may have ended by itself, or be about to.
        """
        family = [main]
        with suppress(FileNotFoundError, ProcessLookupError):
            family += [int(pid) for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split()]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(Path(f"/proc/{pid}").exists() for pid in family):
            time.sleep(0.01)

    def stop(self) -> None:
        """End the server at once and remove its files."""
        _as_postgres(self.pg_ctl, "-D", str(self.folder / "data"), "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def program(name: str) -> str | None:
    """Find a server program on PATH or where Debian keeps it; the newest version first."""
    found = shutil.which(name)
    if found:
        return found
    versions = glob.glob(f"/usr/lib/postgresql/*/bin/{name}")
    return max(versions, key=lambda path: int(path.split("/")[4].split(".")[0]), default=None)


def start(*, folder: Path | None = None, settings: Mapping[str, str] | None = None) -> Cluster:
    """Create and start a cluster below ``folder``, with ``settings`` instead of the careless ones.

    Raises FileNotFoundError when PostgreSQL's server programs are not installed.
    """
    initdb = program("initdb")
    if initdb is None or program("pg_ctl") is None:
        raise FileNotFoundError("initdb and pg_ctl were not found: install the package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="guanmo-pg-", dir=folder))
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _as_postgres(initdb, "-D", str(data), "-U", "guanmo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    return start_on(folder, settings)


def start_on(folder: Path, settings: Mapping[str, str] | None = None) -> Cluster:
    """Start a cluster on ``folder/data``, which is there already."""
    pg_ctl, port = program("pg_ctl"), _free_port()
    assert pg_ctl is not None
    wanted = CARELESS if settings is None else settings
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    options += "".join(f" -c {name}={value}" for name, value in wanted.items())
    cluster = Cluster(folder, f"postgres://guanmo@127.0.0.1:{port}/postgres", pg_ctl, options)
    cluster.start()
    return cluster


def _as_postgres(*command: str, check: bool = True) -> None:
    # PostgreSQL refuses to run as root; Debian's package brings the user "postgres".
    user = "postgres" if _is_root() else None
    done = subprocess.run(
        command, user=user, group=user, extra_groups=[] if user else None, cwd="/", capture_output=True, text=True
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
