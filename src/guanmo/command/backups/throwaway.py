"""A PostgreSQL server for a moment, on files that were copied: nobody outside reaches it, and it ends with the block."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from guanmo.command.backups.encrypted import work_folder
from guanmo.command.backups.programs import found, last_line, run
from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

_ACCOUNT = "postgres"
_OWN = {
    "listen_addresses": "",
    "port": "5432",
    "archive_mode": "off",
    "hot_standby": "off",  # who connects finds the end of the replay, never its middle
    "shared_preload_libraries": "",
    "ssl": "off",
    "logging_collector": "off",
    "lc_messages": "C",
}
_WAIT = 0.05


@dataclass(frozen=True)
class Server:
    """Where it is reached: ``host`` is the folder of its socket."""

    host: str
    user: str
    name: str

    @contextmanager
    def cursor(self) -> Iterator[psycopg.Cursor[Any]]:
        """A cursor on the database of the settings. Raises psycopg.OperationalError while the server does not answer."""
        with psycopg.connect(host=self.host, port=5432, user=self.user, dbname=self.name) as database:
            yield database.cursor()


@contextmanager
def server_folder() -> Iterator[Path]:
    """A folder for files that a server is started on. PostgreSQL refuses the superuser, so his goes to its own account."""
    if not _is_root():
        with work_folder() as folder:
            yield folder
        return
    with tempfile.TemporaryDirectory(prefix="guanmo-") as name:
        os.chown(name, *_account())
        yield Path(name)


def new_server(data: Path, user: str, major: int) -> None:
    """The files of a server that holds nothing yet, with this one account. Raises Refused."""
    how = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    owner = {**_as_owner(data.parent), "cwd": data.parent}
    run("initdb", f"--pgdata={data}", f"--username={user}", *how, env={}, major=major, **owner)


@contextmanager
def running(data: Path, settings: Mapping[str, Any], major: int, **options: str) -> Iterator[Server]:
    """A server on ``data`` once it has replayed its log. Raises Refused with its own last words where it cannot."""
    with tempfile.TemporaryDirectory(prefix="guanmo-") as name:  # short: a socket's path may have 107 letters
        place = Path(name)
        (place / "postgresql.conf").touch()
        (place / "pg_hba.conf").write_text("local all all trust\n")  # nobody else comes into the folder
        give_away(place, like=data)
        with (place / "log").open("wb") as log:
            process = subprocess.Popen(
                _words(data, place, major, options), stdout=log, stderr=log, cwd=place, **_as_owner(data)
            )
            try:
                server = Server(name, str(settings["USER"]), str(settings["NAME"]))
                _wait_for(process, server, place / "log")
                yield server
            finally:
                process.send_signal(2)  # SIGINT: a fast shutdown, which leaves the files sound
                process.wait()


def give_away(folder: Path, like: Path) -> None:
    """Let all in ``folder`` belong to whom ``like`` belongs, never to the superuser; only he has to and can."""
    if not _is_root():
        return
    owner = like.stat()
    user, group = (owner.st_uid, owner.st_gid) if owner.st_uid else _account()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, group, follow_symlinks=False)


def _words(data: Path, place: Path, major: int, options: Mapping[str, str]) -> list[str]:
    program = found("postgres", major)
    if program is None:
        raise Refused(no_programs(major))
    files = {"config_file": place / "postgresql.conf", "hba_file": place / "pg_hba.conf"}
    set_to = {**_OWN, **files, "unix_socket_directories": place, **options}
    return [program, "-D", str(data), *(word for name, value in set_to.items() for word in ("-c", f"{name}={value}"))]


def no_programs(major: int) -> str:
    """The sentence for a computer without the programs of this version."""
    return _("这台电脑没有 PostgreSQL {major} 的服务端程序，整库备份没有办法试着启动。").format(major=major)


def _wait_for(process: subprocess.Popen[bytes], server: Server, log: Path) -> None:
    while process.poll() is None:
        try:
            with server.cursor():
                return
        except psycopg.OperationalError as error:
            if "does not exist" in str(error):  # neither this account nor this database is in the copy
                raise _no_start(str(error)) from error
        time.sleep(_WAIT)
    said = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line or "PANIC" in line]
    raise _no_start("\n".join(said))


def _no_start(said: str) -> Refused:
    return Refused(_("用这份备份没能启动数据库：{reason}").format(reason=last_line(said)), code="no_start")


def _as_owner(data: Path) -> dict[str, Any]:
    owner = data.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if _is_root() else {}


def _account() -> tuple[int, int]:
    import pwd

    try:
        found = pwd.getpwnam(_ACCOUNT)
    except KeyError as error:
        raise Refused(_("请不要用 root 备份：没有 postgres 账号可以试着启动数据库。")) from error
    return found.pw_uid, found.pw_gid


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
