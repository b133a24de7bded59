"""Files and functions stay small enough to be read at once; migrations are not counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).resolve().parents[2] / "src" / "guanmo"
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


TAKEN_ALONG = "lib/verify_archive.py"
"""It goes with each archive as one file, which whoever doubts a ranking must be able to read and carry alone."""


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, int]]:
    """Each function with its length from `def` to its last line, its docstring not counted."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                first = node.body[0]
                has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
                length = node.end_lineno - node.lineno + 1 - docstring
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}", length


def test_files_are_small() -> None:
    sizes = {str(path.relative_to(SOURCE)): lines(path) for path in FILES if path.name != "__init__.py"}
    assert median(sizes.values()) < 80
    assert {name: size for name, size in sizes.items() if size > 400 and name != TAKEN_ALONG} == {}


def test_functions_are_small() -> None:
    sizes = dict(functions())
    assert median(sizes.values()) < 8
    assert {name: size for name, size in sizes.items() if size > 50} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(SOURCE))
        for path in FILES
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
