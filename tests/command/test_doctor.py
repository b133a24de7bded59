"""Guanmo does not start on unsafe settings, and says what to do."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guanmo.command.backups.secrets import new_key
from guanmo.demo.county import PASSWORD
from guanmo.demo.outside import unsafe_outside_of_the_demo
from guanmo.demo.safety import advice, unsafe_settings
from guanmo.stages.organisations.models import Organisation, User
from tests.county import Scene

HTTPS = {"GUANMO_HTTPS": "1", "GUANMO_BEHIND_PROXY": "1", "GUANMO_ALLOWED_HOSTS": "guanmo.example"}


def run(folder: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GUANMO_")}
    environment = {**clean, "GUANMO_DATA_DIR": str(folder), **environment}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_new_data_folder_is_safe(tmp_path: Path) -> None:
    new_key(tmp_path / "backup.key")
    done = run(tmp_path, "-m", "guanmo", "doctor", GUANMO_BACKUP_KEY=str(tmp_path / "backup.key"))

    assert (done.returncode, done.stdout) == (0, "设置安全：数据库、密钥和账号都没有发现问题。\n")


@pytest.mark.django_db
def test_open_backups_are_said_and_a_backup_key_that_others_read_is_unsafe(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_KEY = settings.BACKUP_PASSPHRASE = ""
    assert "备份没有加密" in advice()[-1]
    settings.BACKUP_KEY = str(tmp_path / "backup.key")
    assert not [one for one in advice() if "备份" in one]
    new_key(tmp_path / "backup.key")
    (tmp_path / "backup.key").chmod(0o644)
    assert [one for one in unsafe_settings() if "backup.key" in one]


def test_doctor_and_server_refuse_a_weak_key_with_the_same_sentence(tmp_path: Path) -> None:
    doctor = run(tmp_path, "-m", "guanmo", "doctor", GUANMO_SECRET_KEY="secret")
    server = run(tmp_path, "-c", "import guanmo.config.wsgi", GUANMO_SECRET_KEY="secret")

    assert (doctor.returncode, server.returncode) == (2, 1)
    assert "GUANMO_SECRET_KEY" in doctor.stderr
    assert server.stderr.endswith(doctor.stderr)


def test_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    """Control: without HTTPS it does."""
    clean, control = (run(tmp_path, "-m", "guanmo", "check", "--deploy", **more) for more in (HTTPS, {}))

    assert "WARNINGS" not in clean.stdout + clean.stderr
    assert "security.W012" in control.stderr


@pytest.mark.django_db
def test_debug_and_passwords_of_the_demo_are_unsafe_with_real_data_alone(county: Scene, settings: Any) -> None:
    assert list(unsafe_outside_of_the_demo(debug=False)) == []
    User.objects.create_user("xian", name="甲", password=PASSWORD)
    User.objects.create_user("shuji", name="乙", password="another-one-entirely")

    sentences = list(unsafe_outside_of_the_demo(debug=True))

    assert ["GUANMO_DEBUG" in sentences[0], "账号 xian 还在用" in sentences[1], len(sentences)] == [True, True, 2]
    Organisation.objects.filter(code="C").update(code="QH")
    assert list(unsafe_outside_of_the_demo(debug=True)) == []


@pytest.mark.parametrize("name", ["GUANMO_SECOND_FACTOR", "GUANMO_PASSWORD_RULE", "GUANMO_FIELD_CIPHER"])
def test_slip_of_the_pen_in_a_rule_is_refused_and_not_taken_for_the_weakest(tmp_path: Path, name: str) -> None:
    done = run(tmp_path, "-c", "import guanmo.config.settings", **{name: "county   # 三级系统写 everybody"})

    assert done.returncode == 1
    assert f"{name}=county" in done.stderr
    assert "只能是" in done.stderr


def test_pages_lead_to_https_only_where_a_proxy_says_how_people_came(tmp_path: Path) -> None:
    words = ("-c", "from guanmo.config import settings as s; print(getattr(s, 'SECURE_SSL_REDIRECT', False))")
    alone = run(tmp_path, *words, GUANMO_HTTPS="1")
    behind = run(tmp_path, *words, GUANMO_HTTPS="1", GUANMO_BEHIND_PROXY="1")

    assert (alone.stdout, behind.stdout) == ("False\n", "True\n")
