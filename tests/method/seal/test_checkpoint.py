"""Checkpoints against the note that Go's sumdb/note documents, and events as bytes."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guanmo.method.seal.checkpoint import Checkpoint, key_id, read_checkpoint, signed_note, verifier_key
from guanmo.method.seal.event import canonical, pseudonym

NAME = "PeterNeumann"
PRIVATE = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_NOTE = (
    f"{TEXT}\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_published_note_is_made_byte_for_byte() -> None:
    key = Ed25519PrivateKey.from_private_bytes(b64decode(PRIVATE)[1:])
    public = key.public_key().public_bytes_raw()
    assert verifier_key(NAME, public) == PUBLISHED_KEY
    assert key_id(NAME, public).hex() == "c74f20a3"
    assert signed_note(TEXT, NAME, public, key.sign(TEXT.encode())) == PUBLISHED_NOTE


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    written = Checkpoint("guanmo/round/x", 12, bytes(range(32)))
    assert written.text == "guanmo/round/x\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert read_checkpoint(f"{written.text}\n— somebody AAAA\n") == written


@pytest.mark.parametrize("note", ["", "a\n1\n", "a\n01\nAAAA\n", "a\nx\nAAAA\n", "a\n1\n!!\n", "a\n1\nAAAA\n"])
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 which of the sentences does not matter
        read_checkpoint(note)


def test_an_event_has_one_form() -> None:
    assert canonical({"b": "乙", "a": [None, 1, True]}) == '{"a":[null,1,true],"b":"乙"}'.encode()
    with pytest.raises(TypeError):
        canonical({"a": [{"points": 0.1}]})


def test_a_judge_has_another_name_in_each_round() -> None:
    names = {pseudonym(secret, round, "judge") for secret in (b"one", b"two") for round in ("1", "2")}
    assert len(names) == 4
    assert pseudonym(b"one", "1", "judge") in names
