"""``guanmo serve``: a real server, reached as phones without the internet reach it."""

import http.client
import os
import plistlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.conftest import CHROMIUM_FLAGS, chromium_path

SECONDS_TO_START = 120
GUANMO = [sys.executable, "-m", "guanmo"]


@dataclass
class Served:
    """A running server: what it printed, and where it answers."""

    said: str
    port: int
    trust: str
    folder: Path

    @property
    def authority(self) -> bytes:
        return fetch(f"{self.trust}guanmo.crt").read()

    def connect(self, *, trusting: bytes, host: str = "127.0.0.1") -> http.client.HTTPSConnection:
        """A connection that trusts this authority (DER) and no other."""
        context = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(trusting))
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return http.client.HTTPSConnection(host, self.port, context=context, timeout=30)


def fetch(address: str) -> Any:
    return build_opener(ProxyHandler({})).open(Request(address), timeout=30)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANMO_")}
    return {**kept, "GUANMO_DATA_DIR": str(folder), "PYTHONIOENCODING": "utf-8", **more}


@contextmanager
def running(folder: Path, *words: str, ready: str, **more: str) -> Iterator[str]:
    """Start the command; give what it has printed once that holds ``ready``; stop it."""
    log = folder / "said.txt"
    with log.open("w") as out:
        command = [*GUANMO, "serve", *words]
        server = subprocess.Popen(command, env=environment(folder, **more), stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + SECONDS_TO_START
        while ready not in log.read_text(encoding="utf-8"):
            assert server.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield log.read_text(encoding="utf-8")
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def serving_phones(folder: Path) -> Iterator[Served]:
    port, trust = free_port(), free_port()
    words = ("--lan", "--port", str(port), "--trust-port", str(trust))
    with running(folder, *words, ready="手机打分打开", GUANMO_DEBUG="1") as said:
        yield Served(said, port, f"http://127.0.0.1:{trust}/", folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty database."""
    made = tmp_path_factory.mktemp("county")
    script = "import django; django.setup(); from guanmo.lib.fresh_tables import create_tables; create_tables()"
    settings = {"DJANGO_SETTINGS_MODULE": "guanmo.config.settings"}
    subprocess.run([sys.executable, "-c", script], env=environment(made, **settings), check=True)
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving_phones(folder) as found:
        yield found


def get(connection: http.client.HTTPSConnection, path: str, **headers: str) -> http.client.HTTPResponse:
    connection.request("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})
    return connection.getresponse()


def test_who_trusts_the_authority_gets_the_pages_by_https(served: Served) -> None:
    for host in ("127.0.0.1", "localhost"):
        answer = get(served.connect(trusting=served.authority, host=host), "/field/")
        assert (answer.status, "现场打分" in answer.read().decode()) == (200, True)


def test_who_trusts_another_authority_gets_nothing(served: Served, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from guanmo.command.authority import authority_in

    other = authority_in(tmp_path, names=["localhost"], now=datetime.now(UTC))
    with pytest.raises(ssl.SSLCertVerificationError):
        get(served.connect(trusting=other.der), "/field/")


def test_terminal_shows_addresses_codes_and_the_fingerprint_of_what_is_handed_out(served: Served) -> None:
    lan = re.search(rf"https://([\d.]+):{served.port}/field/", served.said)

    assert lan is not None
    assert not lan[1].startswith("127.")
    assert sha256(served.authority).hexdigest().upper() == served.said.split("指纹：")[1].split()[0].replace(":", "")
    assert served.said.count("▄▄▄▄▄ █") >= 2  # the corners of two codes
    address = lan[1]
    assert get(served.connect(trusting=served.authority, host=address), "/field/").status == 200


def test_login_form_works_over_https_with_secure_cookies(served: Served) -> None:
    connection = served.connect(trusting=served.authority)
    page = get(connection, "/login/")
    cookie = page.headers["Set-Cookie"]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token is not None
    head = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie.split(";")[0]}
    body = f"csrfmiddlewaretoken={token[1]}&login=x&password=y"
    statuses = []
    for origin in (f"https://127.0.0.1:{served.port}", "https://elsewhere.example"):
        connection.request("POST", "/login/", body, {**head, "Origin": origin})
        answer = connection.getresponse()
        statuses.append((answer.status, 'name="password"' in answer.read().decode()))

    assert "Secure" in cookie
    assert statuses[0] == (200, True)
    assert statuses[1][0] == 403  # control: another site's form


def test_only_its_own_names_are_answered(served: Served) -> None:
    connection = served.connect(trusting=served.authority)

    assert get(connection, "/login/", Host="elsewhere.example").status == 400


def test_trust_page_hands_out_the_authority_and_nothing_else(served: Served) -> None:
    page = fetch(served.trust)
    text = page.read().decode()
    profile = fetch(f"{served.trust}guanmo.mobileconfig")

    assert all(word in text for word in ("安卓手机", "苹果手机", "鸿蒙手机", "Windows", "/guanmo.crt"))
    assert fetch(f"{served.trust}guanmo.crt").headers["Content-Type"] == "application/x-x509-ca-cert"
    assert profile.headers["Content-Type"] == "application/x-apple-aspen-config"
    assert plistlib.loads(profile.read())["PayloadContent"][0]["PayloadContent"] == served.authority
    for path in ("authority.pem", "tls/authority.pem", "../tls/authority.pem", "server.key", "login/"):
        connection = http.client.HTTPConnection(served.trust.split("/")[2], timeout=30)
        connection.request("GET", f"/{path}")
        assert connection.getresponse().status == 404


def test_restart_keeps_the_authority(tmp_path_factory: pytest.TempPathFactory, folder: Path, served: Served) -> None:
    again = tmp_path_factory.mktemp("again")
    shutil.copy(folder / "guanmo.sqlite3", again / "guanmo.sqlite3")
    shutil.copytree(folder / "tls", again / "tls")

    with serving_phones(again) as second:
        assert second.authority == served.authority
        assert get(second.connect(trusting=served.authority), "/field/").status == 200


def test_plain_serve_is_for_this_computer_alone(folder: Path) -> None:
    port = free_port()
    with running(folder, "--port", str(port), ready="请打开") as said:
        assert f"http://127.0.0.1:{port}/" in said
        assert fetch(f"http://127.0.0.1:{port}/login/").status == 200
        outside = [one for one in _lan() if _accepts(one, port)]
    assert outside == []


def _lan() -> list[str]:
    from guanmo.command.addresses import lan_addresses

    return lan_addresses()


def _accepts(host: str, port: int) -> bool:
    with socket.socket() as sock:
        sock.settimeout(2)
        return sock.connect_ex((host, port)) == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--lna"], "命令没写完整"),
        (["--port", "0"], "--port 要写 1 到 65535 的整数。"),
        (["--port", "abc"], "--port 要写 1 到 65535 的整数。"),
    ],
)
def test_wrong_words_are_refused_in_one_sentence(tmp_path: Path, words: list[str], sentence: str) -> None:
    done = subprocess.run([*GUANMO, "serve", *words], env=environment(tmp_path), capture_output=True, text=True)

    assert (done.returncode, done.stderr.strip()[: len(sentence)]) == (2, sentence)


def test_taken_port_and_missing_tables_are_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        busy = subprocess.run(
            [*GUANMO, "serve", "--port", str(port)], env=environment(tmp_path), capture_output=True, text=True
        )
    empty = subprocess.run(
        [*GUANMO, "serve", "--port", str(free_port())], env=environment(tmp_path), capture_output=True, text=True
    )

    assert (busy.returncode, busy.stderr.strip()) == (2, f"端口 {port} 已被占用，请用 --port 换一个。")
    assert (empty.returncode, "请先运行 guanmo migrate" in empty.stderr) == (2, True)


@pytest.mark.parametrize(
    ("more", "header"),
    [
        ({"GUANMO_HTTPS": "1"}, "None"),
        ({"GUANMO_HTTPS": "1", "GUANMO_BEHIND_PROXY": "1"}, "('HTTP_X_FORWARDED_PROTO', 'https')"),
    ],
)
def test_forwarded_header_is_believed_behind_a_proxy_alone(tmp_path: Path, more: dict[str, str], header: str) -> None:
    look = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.SECURE_PROXY_SSL_HEADER)"
    settings = {"DJANGO_SETTINGS_MODULE": "guanmo.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", look],
        env=environment(tmp_path, **settings, **more),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == f"True {header}"


def test_phone_browser_takes_it_for_a_secure_context_with_a_service_worker(whole_chromium: Any, served: Served) -> None:
    authority = x509.load_der_x509_certificate(served.authority).public_key()
    pin = b64encode(sha256(authority.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()).decode()
    address = f"https://127.0.0.1:{served.port}/field/"
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):  # control: a phone that was not told to trust
        whole_chromium.new_page().goto(address)

    flags = [*CHROMIUM_FLAGS, f"--ignore-certificate-errors-spki-list={pin}"]
    trusting = whole_chromium.browser_type.launch(executable_path=chromium_path(), args=flags)
    try:
        page = trusting.new_page()
        page.goto(address)
        assert page.evaluate("isSecureContext") is True
        assert page.evaluate("navigator.serviceWorker.ready.then((one) => one.scope)") == address
    finally:
        trusting.close()
