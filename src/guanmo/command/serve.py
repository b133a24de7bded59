"""``guanmo serve``: the pages on this computer; with ``--lan`` for the phones and computers around it, by HTTPS."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path
from typing import Any, NoReturn

import segno
from django.conf import settings

from guanmo.command.addresses import host_names, lan_addresses
from guanmo.command.arguments import Parser
from guanmo.command.authority import Authority, authority_in, server_files
from guanmo.command.language import gettext as _
from guanmo.command.trust_page import trust_page
from guanmo.lib.refusal import Refused

HERE = "127.0.0.1"
SECONDS_TO_STOP = 10
EVERY_HOUR = (("remind",), ("discard",), ("indicators", "add-up"))


def main(argv: Sequence[str]) -> int:
    """Serve until Ctrl-C. Raises Refused when it cannot begin."""
    if "-h" in argv or "--help" in argv:
        print(_help())
        return 0
    options = _parser().parse_args(argv)
    port = _port("--port", options.port or ("8443" if options.lan else "8000"))
    _check_free(port)
    _check_database()
    _check_safe()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _interrupt)
    if options.lan:
        return _serve_phones(port, _port("--trust-port", options.trust_port))
    return _serve(
        ["--host", HERE],
        port,
        {},
        lambda: print(_("请打开 %(address)s（按 Ctrl-C 停止）") % {"address": f"http://{HERE}:{port}/"}),
    )


def _parser() -> Parser:
    parser = Parser("guanmo serve", _("命令没写完整，或者有多余的内容。写法：guanmo serve [--lan] [--port 端口]"))
    parser.add_argument("--lan", action="store_true")
    parser.add_argument("--port")
    parser.add_argument("--trust-port", default="8080")
    return parser


def _port(option: str, text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 0 < int(text) < 65536:
        raise Refused(_("%(option)s 要写 1 到 65535 的整数。") % {"option": option}, code="bad_port")
    return int(text)


def _check_free(port: int) -> None:
    if _answers(port):
        message = _("端口 %(port)d 已被占用，请用 --port 换一个。") % {"port": port}
        raise Refused(message, code="port_taken")


def _check_database() -> None:
    """Pages on a database that lacks tables would be faults; who is to change it is not for the server to say."""
    check = [sys.executable, "-m", "guanmo", "migrate", "--check", "-v0"]
    if subprocess.run(check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        raise Refused(_("数据库还没有建好，或者需要更新。请先运行 guanmo migrate，再启动。"), code="not_migrated")


def _check_safe() -> None:
    """What the server itself would refuse at its start, in words instead of a stopped worker."""
    doctor = [sys.executable, "-m", "guanmo", "doctor", "--only-refusals"]
    done = subprocess.run(doctor, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Refused(done.stderr.strip(), code="unsafe_settings")


def _serve_phones(port: int, trust_port: int) -> int:
    addresses = lan_addresses()
    if not addresses:
        raise Refused(
            _("没有找到局域网地址。请先把这台电脑连上网络（网线、无线路由器或手机热点）。"), code="no_network"
        )
    folder, now = settings.DATA_DIR / "tls", datetime.now(UTC)
    authority = authority_in(folder, names=host_names(), now=now)
    certificate, key = server_files(folder, authority, addresses=[*addresses, HERE], now=now)
    words = ["--host", "0.0.0.0", "--ssl-certificate", str(certificate), "--ssl-keyfile", str(key)]
    hosts = [*authority.names, *addresses, HERE]
    base = f"https://{addresses[0]}:{port}/"
    with trust_page(authority, port=trust_port, address=base) as found_port:
        trust = f"http://{addresses[0]}:{found_port}/"
        return _serve(
            [*words, "--ssl-protocol-min", "tls1.2"],
            port,
            _environment(hosts),
            lambda: _announce(base, trust, authority, [f"https://{one}:{port}/" for one in addresses[1:]]),
        )


def _environment(hosts: Sequence[str]) -> Mapping[str, str]:
    """No proxy stands before this server: a header that claims so would be a stranger's."""
    allowed = [*os.environ.get("GUANMO_ALLOWED_HOSTS", "").split(","), *hosts]
    return {
        "GUANMO_HTTPS": "1",
        "GUANMO_BEHIND_PROXY": "0",
        "GUANMO_DEBUG": "0",
        "GUANMO_ALLOWED_HOSTS": ",".join(dict.fromkeys(host for host in allowed if host)),
    }


def _serve(words: Sequence[str], port: int, environment: Mapping[str, str], announce: Callable[[], object]) -> int:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", *words, "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "8", "--log-level", "warning", "guanmo.config.wsgi:application"]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        while server.poll() is None and not _answers(port):
            time.sleep(0.1)
        if server.poll() is None:
            announce()
            sys.stdout.flush()
        return _wait_reminding(server)
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=SECONDS_TO_STOP)


def _wait_reminding(server: "subprocess.Popen[bytes]") -> int:
    """Wait for the server's end; a minute after its start and then every hour: reminders, old files, sums."""
    for pause in chain([60], repeat(3600)):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return server.wait(timeout=pause)
        for words in EVERY_HOUR:
            subprocess.run([sys.executable, "-m", "guanmo", *words], stdout=subprocess.DEVNULL, check=False)
    raise AssertionError("an endless wait has no end")


def _interrupt(_number: int, _frame: Any) -> NoReturn:
    raise KeyboardInterrupt


def _answers(port: int) -> bool:
    with socket.socket() as sock:
        sock.settimeout(0.5)
        return sock.connect_ex((HERE, port)) == 0


def _announce(base: str, trust: str, authority: Authority, others: Sequence[str]) -> None:
    print(_("观摩已经启动，局域网里的电脑和手机都能打开（按 Ctrl-C 停止）。"))
    print(_("一、第一次使用的手机和电脑，先打开下面的地址，按步骤信任本机证书：%(address)s") % {"address": trust})
    segno.make(trust, micro=False).terminal(compact=True)
    print(_("    安装时核对 SHA-256 指纹：%(fingerprint)s") % {"fingerprint": authority.fingerprint})
    print(_("二、办公电脑打开：%(address)s") % {"address": base})
    print(_("三、手机打分打开：%(address)s") % {"address": f"{base}field/"})
    segno.make(f"{base}field/", micro=False).terminal(compact=True)
    if others:
        print(_("别的网段也可以用：%(addresses)s") % {"addresses": _("、").join(others)})


def _help() -> str:
    return _(
        "用法：guanmo serve [--lan] [--port 端口] [--trust-port 端口]\n"
        "\n"
        "启动网页服务，按 Ctrl-C 停止。不写 --lan 时只有本机能打开：http://127.0.0.1:8000/。\n"
        "\n"
        "  --lan              让局域网里的手机和电脑用 https 打开，没有互联网也行；显示网址、二维码和证书指纹\n"
        "  --port 端口        网页的端口（不写是 8000；有 --lan 时是 8443）\n"
        "  --trust-port 端口  下载本机证书的页面的端口（不写是 8080）\n"
        "\n"
        "本机证书第一次启动时生成，放在数据文件夹的 tls 里，请和数据一起备份，不要外传。"
    )
