"""How long the server takes from nothing to its first answer."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def cold_start(root: Path) -> float:
    """Seconds from starting granian to the answer of the login page."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "1"]
    started = time.perf_counter()
    server = subprocess.Popen([*command, "--log-level", "error", "guanmo.config.wsgi:application"], cwd=root)
    try:
        while not _answers(f"http://127.0.0.1:{port}/login/"):
            if server.poll() is not None or time.perf_counter() - started > 60:
                raise RuntimeError("the server did not answer within a minute")
            time.sleep(0.02)
        return round(time.perf_counter() - started, 2)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
