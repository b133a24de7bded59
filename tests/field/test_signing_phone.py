"""A sheet finished in chromium is signed by a key that does not leave it, and the archive's checker finds the signature good."""

import json
from typing import Any

import pytest

from guanmo.lib.device_signature import read_signature
from guanmo.stages.rounds.models import ScoreEvent
from guanmo.stages.scoring.models import BallotVersion, SigningKey
from tests.county import Scene, running_round, visit_to
from tests.field.phone_pages import (
    deduct,
    full_marks_for_the_rest,
    go,
    log_in,
    open_visit,
    standing,
    stored,
    submit,
    without_network,
)
from tests.phone_key import text_of

OWN_KEY = """() => new Promise((resolve) => {
  const opening = indexedDB.open("guanmo-field");
  opening.onsuccess = () => {
    const keys = opening.result.transaction("kv").objectStore("kv");
    const reading = keys.getAll(IDBKeyRange.bound("signing:", "signing:~"));
    reading.onsuccess = async () => {
      const [{ own, text }] = reading.result;
      const out = (kind) => crypto.subtle.exportKey(kind, own).then(() => "went out", (error) => error.name);
      resolve({ text, extractable: own.extractable, tried: [await out("pkcs8"), await out("jwk")] });
    };
  };
})"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
def test_a_phone_signs_what_it_finishes_also_without_a_network(phone: Any, county: Scene, live_server: Any) -> None:
    visit = visit_to(running_round(county), "A1")
    log_in(phone, county, "a_deputy", live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())
    open_visit(phone, visit)
    deduct(phone, "一.2", "1.00", "班子缺1人")
    full_marks_for_the_rest(phone)
    with without_network(phone):
        submit(phone)
        (row,) = stored(phone, "outbox")
    standing(phone, "accepted")

    version = BallotVersion.objects.get()
    words = read_signature(row["signature"])
    assert words
    assert words.covers(text_of(version.payload, {"一.2": "1.00"}))
    assert (version.signature, version.key.public) == (words.value, words.key)
    assert [one["signed"] for one in stored(phone, "receipts")] == [True]
    assert phone.text_content("[data-slot=signed]") == "有，服务器已核对"
    own = phone.evaluate(OWN_KEY)
    assert own == {"text": words.key, "extractable": False, "tried": ["InvalidAccessError"] * 2}
    kinds = [json.loads(body)["event"] for body in ScoreEvent.objects.order_by("seq").values_list("body", flat=True)]
    assert kinds == ["opened", "device", "ballot"]  # the phone had told of its key when it came in
    assert str(SigningKey.objects.get().device) == json.loads(version.payload)["device"]
    go(phone, "#/phone")
    assert phone.text_content("[data-slot=key]").count(" ") == 3
