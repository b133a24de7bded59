"""The method is arithmetic: importing it brings in no Django, and the examples in its docstrings are true."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import guanmo.method

ROOT = Path(guanmo.method.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.rglob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"guanmo.method.{module}")).failed == 0


def test_importing_the_method_brings_in_neither_django_nor_a_database() -> None:
    imports = "; ".join(f"import guanmo.method.{module}" for module in MODULES)
    ask = "import sys; print(sorted({'django', 'sqlite3', 'psycopg'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", f"{imports}; {ask}"], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
