"""DuckDB never enters the web process, and sums of a folder need neither Django nor a database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WEB = """
import guanmo.config.wsgi
from django.test import Client
from django.urls import get_resolver
from guanmo.lib.fresh_tables import create_tables
create_tables()
assert len(get_resolver().url_patterns) > 0
assert Client(HTTP_HOST="localhost").get("/login/").status_code == 200
"""
ASK = "import sys; print(sorted({one.split('.')[0] for one in sys.modules} & {'duckdb', '_duckdb', 'django', 'pyarrow', 'pandas'}))"


def loaded(folder: Path, words: str) -> str:
    """Which of the heavy libraries a process has after it did this."""
    environment = {**os.environ, "GUANMO_DATA_DIR": str(folder), "GUANMO_DATABASE_URL": ""}
    (folder / "static").mkdir(exist_ok=True)
    command = [sys.executable, "-c", f"{words}\n{ASK}"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()[-1]


@pytest.mark.any_database
def test_the_web_process_holds_no_duckdb(tmp_path: Path) -> None:
    """Control: with one import of it, it does."""
    assert loaded(tmp_path, WEB) == "['django']"
    assert loaded(tmp_path, "import guanmo.analytics.engine") == "['_duckdb', 'duckdb']"


@pytest.mark.any_database
def test_sums_of_a_folder_need_no_django(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    words = f"from guanmo.command import main\nassert main(['indicators', 'rollup', {str(folder)!r}]) == 0"
    assert loaded(tmp_path / "elsewhere", words) == "['_duckdb', 'duckdb']"
    assert not list((tmp_path / "elsewhere").glob("guanmo*"))


@pytest.mark.any_database
def test_a_command_says_nothing_on_the_side(folder: Path) -> None:
    command = [sys.executable, "-m", "guanmo", "indicators", "verify", str(folder)]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
