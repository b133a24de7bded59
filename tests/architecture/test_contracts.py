"""The import contracts hold, and each one breaks on a planted mistake: a contract that cannot fail proves nothing."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mistake:
    """A line added to a module (made where it does not exist), and the contract that must notice it."""

    contract: str
    module: str
    line: str = ""


MISTAKES = [
    Mistake("floors", "ui/planted.py", "import guanmo.stages.rounds.models"),
    Mistake("floors", "audit/planted.py", "import guanmo.stages.organisations.models"),
    Mistake("floors", "field/planted.py", "import guanmo.desk"),
    Mistake("floors", "procedures/planted.py", "import guanmo.desk"),
    Mistake("floors", "method/sheet.py", "import guanmo.lib"),
    Mistake("floors", "utils.py"),
    Mistake("way", "stages/organisations/models/__init__.py", "import guanmo.stages.rounds.models"),
    Mistake("way", "stages/results/domain/__init__.py", "import guanmo.stages.rectification.models"),
    Mistake("way", "stages/plans/__init__.py"),
    Mistake("room", "stages/rounds/models/__init__.py", "import guanmo.stages.rounds.domain"),
    Mistake("room", "stages/scoring/errors.py", "import guanmo.stages.scoring.models"),
    Mistake("room", "stages/scoring/helpers.py"),
    Mistake("calculation", "method/sheet.py", "import guanmo.method.ranking"),
    Mistake("calculation", "method/lifecycle.py", "import guanmo.method.sheet"),
    Mistake("calculation", "method/planted.py"),
    Mistake("severity", "method/severity/table.py", "import guanmo.method.severity.fit"),
    Mistake("severity", "method/severity/planted.py"),
    Mistake("seal", "method/seal/tree.py", "import guanmo.method.seal.checkpoint"),
    Mistake("floors", "analytics/planted.py", "import guanmo.stages.indicators.models"),
    Mistake("duckdb", "desk/planted.py", "import duckdb"),
    Mistake("duckdb", "stages/indicators/queries/planted.py", "import guanmo.analytics.engine"),
    Mistake("pure", "method/ranking.py", "import django.db"),
    Mistake("pure", "method/aggregation.py", "import time"),
]


def lint(source: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *options]
    command += ["--config", str(ROOT / ".importlinter")]
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, env=environment, cwd=source, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    only_python = shutil.ignore_patterns("__pycache__", "static", "templates", "data", "fonts", "typst", "locale")
    shutil.copytree(ROOT / "src" / "guanmo", folder / "guanmo", ignore=only_python)
    return folder


def test_all_contracts_hold() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout


def test_every_contract_has_its_planted_mistake() -> None:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    prefix = "importlinter:contract:"
    contracts = {name.removeprefix(prefix) for name in parser.sections() if name.startswith(prefix)}

    assert contracts == {mistake.contract for mistake in MISTAKES}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.contract}-{mistake.module}")
def test_contract_breaks_on_a_planted_mistake(copy: Path, mistake: Mistake) -> None:
    module = copy / "guanmo" / mistake.module
    before = module.read_text(encoding="utf-8") if module.exists() else None
    new_folder = not module.parent.exists()
    module.parent.mkdir(exist_ok=True)
    module.write_text(f"{before or ''}\n{mistake.line}\n", encoding="utf-8")
    try:
        done = lint(copy, "--contract", mistake.contract)
    finally:
        if new_folder:
            shutil.rmtree(module.parent)
        elif before is None:
            module.unlink()
        else:
            module.write_text(before, encoding="utf-8")
    assert done.returncode == 1, done.stdout
    assert "Contracts: 0 kept, 1 broken." in done.stdout
