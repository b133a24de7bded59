"""Cut the power of a phone whose page has just said "saved" (security.md A4).

Headless Chromium keeps its profile on a disk whose power can be cut. The page uses the phone's own database module.
The control is the same module without its word ``strict``: the browser's default then says "complete" too early.
Killing the browser shows nothing here: only a power cut tells the two apart.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dev
from benchmarks.faults.disk import Disk

HERE = Path(__file__).parent
SCRIPTS = dev.ROOT / "src/guanmo/field/static/field/js"
STRICT = re.compile(r'durability: "strict"')
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
UP = (0.3, 1.0)
"""Seconds between the first record that was saved and the cut."""
PATIENCE = 60


@dataclass
class Phone:
    """What the page has told; ``saved`` only grows, ``here`` is None until the page has looked.

    ``refusals`` counts the times that the browser refused to store and the page was opened anew.
    """

    strict: bool
    saved: set[str] = field(default_factory=set)
    here: set[str] | None = None
    refusals: int = 0
    lost: set[str] = field(default_factory=set)
    cuts: int = 0
    told: threading.Condition = field(default_factory=threading.Condition)

    def __str__(self) -> str:
        kind = "as shipped" if self.strict else "with the browser's default"
        return (
            f"phone {kind}: {self.cuts} cuts, {len(self.saved)} saved, {len(self.lost)} lost, {self.refusals} refusals"
        )


def phone_run(cuts: int, *, strict: bool = True) -> Phone:
    """Cut the power so many times; a control stops at its first loss."""
    phone = Phone(strict)
    server = _Server(("127.0.0.1", 0), _handler(phone))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chance = random.Random(1)
    try:
        with Disk(600) as disk:
            while phone.cuts < cuts and not phone.lost:
                _one_cut(phone, disk, f"http://127.0.0.1:{server.server_port}/", chance)
            _look(phone, disk, f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()
    return phone


def chromium() -> str | None:
    """The browser as installed here."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _one_cut(phone: Phone, disk: Disk, address: str, chance: random.Random) -> None:
    browser = _look(phone, disk, address, leave=True)
    before = len(phone.saved)
    _wait(phone, lambda: len(phone.saved) > before)
    time.sleep(chance.uniform(*UP))
    family = _family(browser.pid)
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(0.2)  # what was on its way to us when the browser stopped still counts
    disk.cut()
    _end(browser, family)
    disk.restore()
    phone.cuts += 1


def _look(phone: Phone, disk: Disk, address: str, *, leave: bool = False) -> Any:
    """Open the page and learn what is still there; it goes on writing when it is left open."""
    phone.here = None
    words = [str(chromium()), *FLAGS, f"--user-data-dir={disk.path / 'profile'}", address]
    browser = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    expected = set(phone.saved)
    _wait(phone, lambda: phone.here is not None)
    phone.lost |= expected - (phone.here or set())
    if not leave:
        _end(browser, _family(browser.pid))
    return browser


def _wait(phone: Phone, happened: Any) -> None:
    with phone.told:
        if not phone.told.wait_for(happened, timeout=PATIENCE):
            raise TimeoutError("the page did not answer")


def _family(main: int) -> list[int]:
    """The process and all that descend from it."""
    family = [main]
    for pid in family:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            family += [int(child) for child in task.read_text().split()]
    return family


def _end(browser: "subprocess.Popen[bytes]", family: list[int]) -> None:
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    browser.wait()
    while any(_alive(pid) for pid in family):
        time.sleep(0.01)


def _alive(pid: int) -> bool:
    """Whether it still runs; a zombie holds no file open."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_about: Any) -> None:
        """A browser that is killed hangs up in the middle of things; that is no error here."""


def _handler(phone: Phone) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/":
                self._answer("text/html", (HERE / "phone.html").read_bytes())
            elif self.path == "/page.js":
                self._answer("text/javascript", (HERE / "phone_page.js").read_bytes())
            elif self.path.startswith("/js/"):
                self._answer("text/javascript", _script(Path(self.path).name, phone.strict))
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            with phone.told:
                if self.path == "/here":
                    phone.here = set(json.loads(text))
                elif self.path == "/refused":
                    phone.refusals += 1
                else:
                    phone.saved.add(text)
                phone.told.notify_all()
            self._answer("text/plain", b"")

        def _answer(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    return Handler


def _script(name: str, strict: bool) -> bytes:
    """The product's script; for the control without the word that makes the browser wait for the disk."""
    text = (SCRIPTS / name).read_text(encoding="utf-8")
    if name == "database.js":
        assert STRICT.search(text), "the phone's database no longer asks for strict durability"
        text = text if strict else STRICT.sub('durability: "default"', text)
    return text.encode()
