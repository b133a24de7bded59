"""How long from starting the server until the first page is there?"""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import dev


def timed(act: Callable[[], None]) -> float:
    """Seconds of wall time that ``act`` takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def plain_loop() -> None:
    """Ten million additions: about half a second on an office computer of 2020, more on a slow or busy one."""
    total = 0
    for number in range(10_000_000):
        total += number


def first_page() -> float:
    """Seconds from starting the server as ``dev.py run`` does until the login page has been answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = dev.serving("127.0.0.1", port)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return timed(lambda: _wait_for(f"http://127.0.0.1:{port}/login/"))
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(address)
