"""The county with its ledgers and what some of its organisations wrote."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guanmo.command import main
from tests.desk.records.conftest import scene

__all__ = ["scene"]

Said = Callable[..., tuple[int, str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at the files of a snapshot alone asks no database."""
    for item in items:
        if "copied" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.any_database)


@pytest.fixture
def indicators(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run ``guanmo indicators …``: its exit code, and what it said on either stream."""

    def run(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["indicators", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture
def filled(scene: Any) -> Any:
    from tests.analytics.facts_county import write_facts  # only once Django has its settings

    write_facts(scene)
    return scene


@pytest.fixture
def folder(filled: Any, indicators: Said, tmp_path: Path) -> Any:
    """A snapshot of that county."""
    assert indicators("snapshot", tmp_path / "snapshot")[0] == 0
    return tmp_path / "snapshot"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "snapshot"


@pytest.fixture
def copied(request: pytest.FixtureRequest, kept: Path, tmp_path: Path) -> Path:
    """Such a snapshot, written once for all tests that look at its files alone; each has a copy of its own."""
    if not kept.exists():
        shutil.copytree(request.getfixturevalue("folder"), kept)
    return Path(shutil.copytree(kept, tmp_path / "copied"))
