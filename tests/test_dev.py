"""dev.py is what a newcomer meets first: the standard library only, and a grammar that an older Python can read."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[1]
TREE = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))


def test_imports_are_of_the_standard_library() -> None:
    names = {
        name.split(".")[0]
        for node in ast.walk(TREE)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert names - sys.stdlib_module_names == set()


def test_older_python_reads_it_as_far_as_the_sentence_that_asks_for_a_newer_one() -> None:
    ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_help_names_every_verb() -> None:
    done = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    verbs = ("run", "test", "check", "bench", "requirements", "lock")
    assert [verb for verb in verbs if f"dev.py {verb} " not in done.stdout] == []


def test_ci_script_is_valid_and_calls_check_and_test() -> None:
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.index("dev.py check") < script.index("dev.py test")


WHEEL = b"what pip's wheel holds"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """dev.py with a folder of its own and another pin, in an environment that names no certificates."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "venv").mkdir()
    monkeypatch.setattr(module, "VENV", tmp_path / "venv")
    monkeypatch.setattr(module, "WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(module, "PIP_SHA256", hashlib.sha256(WHEEL).hexdigest())
    monkeypatch.delenv("PIP_CERT", raising=False)
    return module


@pytest.fixture
def index(tmp_path: Path, dev: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An index of packages on this machine; the folder is where its files lie."""
    page, files = tmp_path / "index" / "simple" / "pip", tmp_path / "index" / "files"
    page.mkdir(parents=True)
    files.mkdir()
    link = f'<a href="../../files/{dev.PIP}#sha256=0">{dev.PIP}</a>'
    (page / "index.html").write_text(f'<a href="../../files/pip-1.0.whl">pip-1.0.whl</a>{link}')
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path / "index"))
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield files
    server.shutdown()
    server.server_close()


def test_python_without_any_pip_gets_the_pinned_one_from_the_index(dev: Any, index: Path) -> None:
    (index / dev.PIP).write_bytes(WHEEL)

    assert dev.fetched_pip().read_bytes() == WHEEL


def test_pip_in_the_folder_of_wheels_needs_no_network(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    dev.WHEELS.mkdir()
    (dev.WHEELS / dev.PIP).write_bytes(WHEEL)

    assert dev.fetched_pip().read_bytes() == WHEEL


@pytest.mark.parametrize("served", [None, WHEEL + b"!"], ids=["not there", "other bytes"])
def test_pip_with_other_bytes_is_never_run(
    dev: Any, index: Path, served: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if served is not None:
        (index / dev.PIP).write_bytes(served)

    with pytest.raises(SystemExit):
        dev.fetched_pip()

    assert "sudo apt-get install python3." in capsys.readouterr().out
    assert list(dev.VENV.iterdir()) == []


def test_without_an_index_it_says_what_to_set(
    dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)

    with pytest.raises(SystemExit):
        dev.fetched_pip()

    assert "PIP_INDEX_URL" in capsys.readouterr().out
