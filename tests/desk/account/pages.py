"""What people do on the pages of the way in."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.core.cache import cache
from django.test import Client

from guanmo.audit.models import Entry

PASSWORD = "guanmo"
HERE, ELSEWHERE = "10.1.0.7", "10.2.0.8"


def log_in(client: Client, name: str, password: str = PASSWORD, *, address: str = HERE, **more: Any) -> Any:
    """Type account and password, from a computer with this address."""
    return client.post("/login/", {"login": name, "password": password, **more}, REMOTE_ADDR=address)


def logged_in(name: str, **more: Any) -> Client:
    client = Client()
    answer = log_in(client, name, **more)
    assert answer.status_code == 302, answer.content.decode()
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def six_digits(secret: str, *, steps: int = 0) -> str:
    """RFC 6238 with SHA-1 and 30 seconds; ``steps`` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def turn_on_authenticator(client: Client) -> str:
    """Confirm with the password, scan the code, type six digits. Returns the secret."""
    path = "/account/authenticator/"
    asked = client.get(path)
    assert asked["Location"].startswith("/account/confirm/?next=")
    client.post("/account/confirm/", {"password": PASSWORD, "next": path})
    found = re.search(r'<code class="strong">([A-Z2-7]+)<', client.get(path).content.decode())
    assert found
    answer = client.post(path, {"code": six_digits(found[1])})
    assert answer["Location"] == "/account/recovery-codes/", answer.content.decode()
    cache.clear()  # the same six digits may not be used twice; the test types them again at once
    return found[1]


def denied(page: str) -> list[str]:
    """The codes of the audit lines about what was refused at a page, the oldest first."""
    lines = Entry.objects.filter(act="denied.refused", target_type=page).order_by("pk")
    return [one.facts["code"] for one in lines]
