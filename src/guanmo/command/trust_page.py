"""A small page, by plain HTTP, on which phones and computers fetch the authority and read how to trust it.

It hands out what is public and nothing else. Whoever could change it on the way cannot change the fingerprint that
stands in the terminal: people compare it.
"""

import plistlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import NAMESPACE_URL, uuid5

from guanmo.command.authority import Authority
from guanmo.command.language import gettext as _
from guanmo.command.language import language
from guanmo.lib.refusal import Refused

CERTIFICATE, PROFILE = "/guanmo.crt", "/guanmo.mobileconfig"
SECONDS = 10
"""How long a connection may keep a thread waiting."""

Contents = Mapping[str, tuple[str, bytes]]


@contextmanager
def trust_page(authority: Authority, *, port: int, address: str) -> Iterator[int]:
    """Serve the page in the background; ``address`` is where to go afterwards. Gives the port. Raises Refused."""
    contents = contents_of(authority, address)
    try:
        server = ThreadingHTTPServer(("0.0.0.0", port), _handler(contents))
    except OSError:
        message = _("端口 %(port)d 已被占用，请用 --trust-port 换一个。") % {"port": port}
        raise Refused(message, code="port_taken") from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def contents_of(authority: Authority, address: str) -> Contents:
    """What stands at which path: content type and bytes."""
    return {
        "/": ("text/html; charset=utf-8", _page(authority, address).encode()),
        CERTIFICATE: ("application/x-x509-ca-cert", authority.der),
        PROFILE: ("application/x-apple-aspen-config", _profile(authority)),
    }


def _handler(contents: Contents) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_GET(self) -> None:
            kind, body = contents.get(self.path.partition("?")[0], ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 the name that http.server looks for

        def log_message(self, *_args: object) -> None:
            """Nothing: who fetched it is nobody's business."""

    return Handler


def _profile(authority: Authority) -> bytes:
    """The authority as iOS installs it; the same authority is the same profile."""
    uuids = [str(uuid5(NAMESPACE_URL, f"{authority.fingerprint}/{part}")).upper() for part in ("profile", "root")]
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadIdentifier": f"guanmo.{uuids[1]}",
        "PayloadUUID": uuids[1],
        "PayloadVersion": 1,
        "PayloadDisplayName": _("观摩本地证书"),
        "PayloadContent": authority.der,
    }
    profile = {
        "PayloadType": "Configuration",
        "PayloadIdentifier": f"guanmo.{uuids[0]}",
        "PayloadUUID": uuids[0],
        "PayloadVersion": 1,
        "PayloadDisplayName": _("观摩本地证书"),
        "PayloadDescription": _("让这部手机用加密的网址打开本单位的观摩系统。"),
        "PayloadContent": [root],
    }
    return plistlib.dumps(profile)


def _page(authority: Authority, address: str) -> str:
    parts = "".join(_part(title, link, steps) for title, link, steps in _systems())
    return _PAGE % {
        "language": language(),
        "title": escape(_("信任本单位的观摩系统")),
        "why": escape(_("没有互联网时，手机要先信任这台服务器的证书，才能离线打分。每部手机、每台电脑只做一次。")),
        "compare": escape(_("安装时显示的 SHA-256 指纹，要与服务器屏幕上的一样；不一样就不要装。指纹是：")),
        "fingerprint": escape(authority.fingerprint),
        "parts": parts,
        "then": escape(_("装好以后打开：")),
        "address": escape(address),
        "end": escape(_("不再使用时，请在同一处删除这个证书。")),
    }


def _part(title: str, link: tuple[str, str], steps: Sequence[str]) -> str:
    path, label = link
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return f'<h2>{escape(title)}</h2><p><a href="{path}">{escape(label)}</a></p><ol>{items}</ol>'


def _systems() -> list[tuple[str, tuple[str, str], list[str]]]:
    download = (CERTIFICATE, _("下载证书"))
    return [
        (
            _("安卓手机"),
            download,
            [
                _("点“下载证书”。"),
                _("打开“设置”，搜索“证书”，进入“安装证书”（多在“安全”的“加密与凭据”里），选“CA 证书”。"),
                _("选刚下载的 guanmo.crt，确认安装。"),
                _("用系统自带的浏览器、Chrome 或 Edge 打开，不要用微信。"),
            ],
        ),
        (
            _("苹果手机"),
            (PROFILE, _("下载描述文件")),
            [
                _("用 Safari 打开本页，点“下载描述文件”，选“允许”。"),
                _("打开“设置”，点“已下载描述文件”，安装。"),
                _("打开“设置”的“通用”“关于本机”“证书信任设置”，打开“Guanmo”的开关。"),
                _("用 Safari 打开，不要用微信。"),
            ],
        ),
        (
            _("鸿蒙手机"),
            download,
            [
                _("点“下载证书”。"),
                _("打开“设置”，搜索“证书”，进入“从存储设备安装”（多在“安全”的“加密和凭据”里），选“CA 证书”。"),
                _("选刚下载的 guanmo.crt，确认安装。"),
                _("用系统自带的浏览器打开，不要用微信。"),
            ],
        ),
        (
            _("Windows 电脑"),
            download,
            [
                _("点“下载证书”，双击打开 guanmo.crt，点“安装证书”，选“当前用户”。"),
                _("选“将所有的证书都放入下列存储”，浏览，选“受信任的根证书颁发机构”，完成。"),
                _("重新打开 Edge 或 Chrome。"),
            ],
        ),
    ]


_PAGE = """<!doctype html>
<html lang="%(language)s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>%(title)s</title><style>
body { max-width: 40em; margin: 0 auto; padding: 20px 18px 40px; font: 17px/1.6 system-ui, sans-serif; color: #1c2230; }
h1 { font-size: 24px; } h2 { margin: 28px 0 8px; font-size: 19px; } ol { padding-left: 1.4em; }
a { display: inline-block; padding: 10px 18px; border-radius: 8px; background: #b5121b; color: #fff; text-decoration: none; }
code { display: block; padding: 12px; border-radius: 8px; background: #f3f4f6; overflow-wrap: anywhere; }
</style></head><body><h1>%(title)s</h1><p>%(why)s</p><p>%(compare)s</p><p><code>%(fingerprint)s</code></p>%(parts)s
<h2>%(then)s</h2><p><a href="%(address)s">%(address)s</a></p><p>%(end)s</p></body></html>
"""
