"""The product's server as ``dev.py run`` starts it, in a process group of its own that can be killed at once."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import dev

PRODUCT = "guanmo.config.wsgi:application"


class Server:
    """One address; the server behind it may be killed and started again any number of times.

    ``under`` are the words of a command that runs the server as its own, such as a tracer.
    """

    def __init__(
        self, environment: Mapping[str, str], application: str = PRODUCT, *, under: Sequence[str] = ()
    ) -> None:
        self.port = free_port()
        # some are unsafe on purpose, so that it can be seen what that loses
        self._environment = {**os.environ, "GUANMO_ACCEPT_RISK": "1", **environment}
        self._words = [*under, *dev.serving("127.0.0.1", self.port, application)]
        if application != PRODUCT:
            self._words.append("--factory")
        self._log = Path(environment["GUANMO_DATA_DIR"], "server.log")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it and wait until it answers; raises RuntimeError when it ends instead."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._words, cwd=dev.ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        while not self._answers():
            if self._process.poll() is not None:
                raise RuntimeError(self._log.read_text(encoding="utf-8"))
            time.sleep(0.01)

    def _answers(self) -> bool:
        """Whether a page comes back; the port listens long before the product behind it is loaded."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("HEAD", "/login/")
            return bool(connection.getresponse().status)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill -9 the whole group; nothing in it gets to say goodbye."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
