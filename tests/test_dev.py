"""dev.py is what a newcomer meets first: the standard library only, and a grammar that an older Python can read."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

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
