"""Under which addresses and names this computer is reached by the phones around it."""

import re
import socket
import struct
from collections.abc import Iterator
from ipaddress import IPv4Address

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_SOMEWHERE = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")
_ASK_ADDRESS = 0x8915
"""Linux: SIOCGIFADDR, the address of a network interface."""


def lan_addresses() -> list[str]:
    """The IPv4 addresses of this computer, the one of the main network first; without those only it can use."""
    found = dict.fromkeys([*_by_route(), *_by_name(), *_by_interface()])
    return [one for one in found if not (IPv4Address(one).is_loopback or IPv4Address(one).is_link_local)]


def host_names() -> list[str]:
    """The names of this computer that may stand in a certificate: its own, that of mDNS, localhost."""
    name = socket.gethostname().split(".")[0].lower()
    own = [name, f"{name}.local"] if _NAME.fullmatch(name) and name != "localhost" else []
    return [*own, "localhost"]


def _by_route() -> Iterator[str]:
    """From which address a packet would leave; connecting a UDP socket sends none."""
    for target in _SOMEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.connect((target, 9))
            except OSError:
                continue
            yield str(sock.getsockname()[0])


def _by_name() -> Iterator[str]:
    """What the name of the computer resolves to: all of its addresses on Windows, often none elsewhere."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return
    for *_rest, address in found:
        yield str(address[0])


def _by_interface() -> Iterator[str]:
    """Every interface of a Linux computer."""
    try:
        import fcntl
    except ImportError:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for _index, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(sock.fileno(), _ASK_ADDRESS, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue
            yield socket.inet_ntoa(answer[20:24])
