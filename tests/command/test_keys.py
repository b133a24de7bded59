"""New keys for what is sealed: in service, by the cipher that the county wants, and without loss when the process is killed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guanmo.audit.models import Entry
from guanmo.command.keys import main
from guanmo.lib.alone import alone
from guanmo.lib.refusal import Refused
from guanmo.lib.sealing import Key, Keyring, SealBroken, new_key, read_keys, write_keys
from guanmo.stages.members.models import Contact, indexes_of
from tests.county import Scene
from tests.desk.account.pages import is_in, log_in, logged_in, six_digits, turn_on_authenticator
from tests.desk.members.people import a_member

NUMBER = "13800000001"
pytestmark = pytest.mark.any_database


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> Path:
    """The key file of this test alone."""
    settings.FIELD_KEYS = tmp_path / "field_keys"
    return tmp_path / "field_keys"


@pytest.fixture
def contact(keys: Path, county: Scene) -> Contact:
    return Contact.objects.create(member=a_member(county), sealed=b"").put(NUMBER)


def stored(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(("cipher", "length"), [("aes", 32), ("sm4", 16)])
def test_everything_is_sealed_anew_and_the_old_key_goes(
    contact: Contact, keys: Path, cipher: str, length: int, capsys: pytest.CaptureFixture[str]
) -> None:
    contact.save()
    before = bytes(contact.sealed)

    assert main(["rotate", "--cipher", cipher]) == 0

    assert stored(contact).text == NUMBER
    assert Keyring(read_keys(keys)).open(before, str(contact)) == NUMBER.encode()
    assert bytes(contact.index) in indexes_of(NUMBER)
    assert main(["drop"]) == 0
    assert stored(contact).text == NUMBER
    assert [bytes(stored(contact).index)] == indexes_of(NUMBER) != [bytes(contact.index)]  # written anew with the value
    assert {number: (key.cipher, len(key.secret)) for number, key in read_keys(keys).items()} == {2: (cipher, length)}
    with pytest.raises(SealBroken):
        Keyring(read_keys(keys)).open(before, str(contact))
    assert "密钥 2" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.django_db
def test_county_chooses_the_cipher_once_for_all(keys: Path, county: Scene, settings: Any) -> None:
    settings.FIELD_CIPHER = "sm4"
    contact = Contact.objects.create(member=a_member(county), sealed=b"").put(NUMBER)

    assert [key.cipher for key in read_keys(keys).values()] == ["sm4"]
    assert contact.text == NUMBER


def test_sm4_value_is_bound_to_its_place_and_its_bytes() -> None:
    ring = Keyring({1: new_key("sm4")})
    sealed = ring.seal(NUMBER.encode(), "t.c:1")

    assert ring.open(sealed, "t.c:1") == NUMBER.encode()
    for wrong, place in ((sealed, "t.c:2"), (sealed[:-1] + bytes([sealed[-1] ^ 1]), "t.c:1"), (sealed[:14], "t.c:1")):
        with pytest.raises(SealBroken):
            ring.open(wrong, place)


@pytest.mark.django_db
def test_old_key_in_use_is_not_dropped(contact: Contact, keys: Path) -> None:
    contact.save()
    write_keys(keys, {**read_keys(keys), 2: new_key("aes")})

    with pytest.raises(Refused, match="guanmo keys rotate"):
        main(["drop"])
    assert stored(contact).text == NUMBER


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["rotate", "drop"])
def test_two_at_once_are_not_let_in(contact: Contact, keys: Path, verb: str) -> None:
    contact.save()

    with alone(keys.with_name("field_keys.lock")), pytest.raises(Refused, match="正在运行"):
        main([verb])
    assert (list(read_keys(keys)), stored(contact).text) == ([1], NUMBER)
    assert main(["rotate"]) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["rotate", "drop"])
def test_without_the_key_file_nothing_is_made_or_written(contact: Contact, keys: Path, verb: str) -> None:
    contact.save()
    keys.unlink()

    with pytest.raises(Refused, match="抄在别处的密钥文件"):
        main([verb])
    assert not keys.exists()


@pytest.mark.django_db
def test_drop_on_an_empty_server_makes_no_empty_file(keys: Path) -> None:
    with pytest.raises(Refused):
        main(["drop"])
    assert not keys.exists()


@pytest.mark.django_db
def test_value_that_was_tampered_with_is_named(contact: Contact, keys: Path) -> None:
    contact.sealed = contact.sealed[:-1] + bytes([contact.sealed[-1] ^ 1])
    contact.save()

    with pytest.raises(Refused, match=f"members_contact.sealed:{contact.pk}"):
        main(["rotate"])


@pytest.mark.django_db
def test_change_of_keys_is_in_the_audit_log_without_a_key(contact: Contact, keys: Path) -> None:
    contact.save()

    main(["rotate"])
    main(["drop"])

    lines = Entry.objects.filter(act__startswith="keys.").order_by("pk")
    assert [(one.act, one.by, one.facts) for one in lines] == [
        ("keys.added", None, {"newest": 2}),
        ("keys.dropped", None, {"newest": 2}),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only the superuser can give a file away")
@pytest.mark.django_db
def test_key_file_keeps_its_owner(contact: Contact, keys: Path) -> None:
    contact.save()
    os.chown(keys, 65534, 65534)

    main(["rotate"])

    assert (keys.stat().st_uid, keys.stat().st_gid, keys.stat().st_mode & 0o777) == (65534, 65534, 0o600)


@pytest.mark.django_db
def test_authenticator_works_after_the_rotation(keys: Path, county: Scene) -> None:
    secret = turn_on_authenticator(logged_in("a1_secretary"))

    main(["rotate", "--cipher", "sm4"])
    main(["drop"])

    client = Client()
    log_in(client, "a1_secretary")
    client.post("/login/code/", {"code": six_digits(secret)})
    assert is_in(client)


SEED = """
import django; django.setup()
from datetime import date
from django.conf import settings
from guanmo.lib.fresh_tables import create_tables
create_tables()
from guanmo.stages.members.models import Contact, Member
from guanmo.stages.organisations.models import Organisation
from tests.county import build_county
branch = build_county()["A1"]
facts = dict(organisation=branch, membership="full", type="farmer", office_status="none", joined_on=date(2000, 1, 1))
members = Member.objects.bulk_create(Member(code=f"c{n}", name="样例", **facts) for n in range(1_000))
Contact.objects.bulk_create(Contact(member=one).put(f"138{one.pk:08}") for one in members)
"""
ROTATE = "from guanmo.command import main; main(['keys', 'rotate'])"
CARELESS = """
import guanmo.lib.sealing as sealing
held, read = {}, sealing.read_keys
sealing.read_keys = lambda path: {**read(path), **held}
sealing.write_keys = lambda path, keys: (held.update(keys), sealing._keyring.cache_clear())
"""
"""A rotation that writes its key down when it is done."""


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "GUANMO_DATA_DIR": str(data), "GUANMO_DEBUG": "1", "GUANMO_DATABASE_URL": ""}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county of a thousand sealed contact details."""
    data = tmp_path_factory.mktemp("keys") / "data"
    data.mkdir()
    subprocess.run([sys.executable, "-c", SEED], env=environment(data), check=True, timeout=300)
    return data


def killed_after(batches: int, data: Path, before: str = "") -> None:
    """Rotate, and kill -9 when so many batches are said to be done."""
    command = [sys.executable, "-c", before + ROTATE]
    with subprocess.Popen(command, env=environment(data), stdout=subprocess.PIPE) as rotation:
        assert rotation.stdout is not None
        done = [line for line, _said in zip(_progress(rotation.stdout), range(batches), strict=False)]
        rotation.kill()
    assert len(done) == batches


def _progress(lines: Any) -> Iterator[bytes]:
    return (line for line in lines if "项……".encode() in line)


def opened(data: Path) -> tuple[int, set[int]]:
    """How many details open to what was sealed, read past the product, and which keys they need."""
    ring = Keyring(read_keys(data / "field_keys"))
    with closing(sqlite3.connect(data / "guanmo.sqlite3")) as database:
        rows = database.execute("SELECT member_id, sealed FROM members_contact").fetchall()
    number = sum(ring.open(one, f"members_contact.sealed:{id}") == f"138{id:08}".encode() for id, one in rows)
    return number, {one[0] for _id, one in rows}


def test_rotation_that_is_killed_loses_nothing_and_goes_on(seeded: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(seeded, tmp_path / "data"))

    for batches in (1, 2):
        killed_after(batches, data)
        assert opened(data) == (1_000, {1, 2})
    subprocess.run([sys.executable, "-c", ROTATE], env=environment(data), check=True, timeout=300)

    assert opened(data) == (1_000, {2})
    assert list(read_keys(data / "field_keys")) == [1, 2]


def test_control_a_key_written_down_too_late_is_lost(seeded: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(seeded, tmp_path / "data"))
    killed_after(1, data, CARELESS)

    with pytest.raises(SealBroken):
        opened(data)


def test_file_of_an_older_version_is_read(tmp_path: Path) -> None:
    (tmp_path / "field_keys").write_text("1:" + "A" * 43 + "=\n")

    assert read_keys(tmp_path / "field_keys") == {1: Key(bytes(32), "aes")}
