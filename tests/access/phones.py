"""The own account and the phones' calls, each with a real object: sessions, second factors and photos of A's secretary.

The passkey is somebody's whom the matrix does not know: what its owner does with it, tests/desk/account has.
"""

import hashlib
import json

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from guanmo.desk.account.second_factor import WHOSE
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.store_photo import store_photo
from tests.access.matrix import Body
from tests.county import Scene, ballot, visit_to
from tests.field.test_api_photos import jpeg

JSON = "application/json"
ABOUT = json.dumps({"unsent": 0, "photos": 0})


def own_pages(county: Scene) -> dict[str, str]:
    owner = county.person("a_secretary")
    elsewhere = SessionStore()
    elsewhere.set_expiry(2 * settings.SESSION_AFTER)
    elsewhere.create()
    key = elsewhere.session_key
    session = UserSession.objects.create(user=owner, session_key=key, ip="10.0.0.1", user_agent="", data={})
    whose = WHOSE.set(owner.pk)
    TOTP.activate(owner, "A" * 32)
    RecoveryCodes.activate(owner)
    WHOSE.reset(whose)
    passkey = Authenticator.objects.create(
        user=county.person("b_officer"), type=Authenticator.Type.WEBAUTHN, data={"name": "电脑"}
    )
    keys = {"mfa_edit_webauthn": [passkey.pk], "mfa_remove_webauthn": [passkey.pk], "account-session-end": [session.pk]}
    return {name: reverse(name, args=args) for name, args in keys.items()}


def calls_of(county: Scene) -> tuple[dict[str, str], dict[str, Body]]:
    round = Round.objects.get(organiser__code="A", tier=Tier.INTERNAL)
    sheet, picture = ballot(visit_to(round, "A1")), jpeg(40, 30)
    digest = hashlib.sha256(picture).hexdigest()
    store_photo(picture, digest, by=county.person("a_secretary"))
    given = {
        "put_sheet": {"id": json.loads(sheet)["id"]},
        "put_photo": {"digest": digest},
        "get_photo": {"digest": digest},
    }
    names = "openapi-json api-root get_bootstrap get_states post_check post_report post_sheets post_log"
    paths = {one: reverse(f"field-api:{one}", kwargs=given.get(one)) for one in (*names.split(), *given)}
    bodies: dict[str, Body] = {
        "post_check": ("{}", JSON),
        "post_report": (ABOUT, JSON),
        "post_sheets": (json.dumps({"sheets": []}), JSON),
        "post_log": (json.dumps({"round": str(round.uuid)}), JSON),
        "put_sheet": (sheet, JSON),
        "put_photo": (picture, "image/jpeg"),
        "get_photo": (picture, "image/jpeg"),
    }
    return (
        {f"field-api:{one}": path for one, path in paths.items()},
        {f"field-api:{one}": body for one, body in bodies.items()},
    )
