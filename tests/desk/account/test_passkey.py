"""A passkey in chromium with a virtual authenticator: added, then used to log in without a password."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tests.accessible import violations
from tests.county import Scene

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_passkey_is_added_and_opens_without_a_password(desktop: Any, county: Scene, live_server: Any) -> None:
    desktop.goto(
        f"http://localhost:{live_server.thread.port}/login/"
    )  # a name, not a number: what a passkey is bound to
    device = desktop.context.new_cdp_session(desktop)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    desktop.fill("[name=login]", "a1_secretary")
    desktop.fill("[name=password]", "guanmo")
    desktop.get_by_role("button", name="登录", exact=True).click()
    desktop.wait_for_url("**/")
    here = desktop.url.rstrip("/")

    desktop.goto(f"{here}/account/passkeys/add/")
    desktop.fill("[name=password]", "guanmo")
    desktop.get_by_role("button", name="确认").click()
    desktop.fill("[name=name]", "办公室电脑")
    assert violations(desktop) == []
    desktop.locator("#add_passkey").click()
    desktop.wait_for_url("**/account/recovery-codes/")
    desktop.goto(f"{here}/account/")
    assert desktop.get_by_text("通行密钥：办公室电脑").is_visible()
    assert violations(desktop) == []

    desktop.context.clear_cookies()
    desktop.goto(f"{here}/login/")
    desktop.get_by_role("button", name="用通行密钥登录").click()
    desktop.get_by_text("总览").first.wait_for()

    assert Authenticator.objects.get(type="webauthn").last_used_at is not None
