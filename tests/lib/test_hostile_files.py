"""Each hostile file, given to each reader of uploads, is refused with a sentence in ten seconds and half a gigabyte.

A process of its own sets itself the limit of memory; what would need more dies there, and the test with it.
"""

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guanmo.lib.attached_file import look_at
from guanmo.lib.refusal import Refused
from guanmo.lib.workbook import Limits, read_workbook
from guanmo.stages.sheets.importers.files import streams_of
from tests.lib.hostile_files import document, hostile_files, made_once, png

SECONDS, MEGABYTES = 10, 512
CHILD = f"""
import io, json, os, pickle, resource, sys, time
import django; django.setup()
from guanmo.lib import limited_process
from guanmo.lib.limited_process_child import answer_of
from django.core.files.uploadedfile import SimpleUploadedFile
from guanmo.lib.attached_file import prepared
from guanmo.lib.refusal import Refused
from guanmo.stages.members.importers.roster_file import read_roster
from guanmo.stages.organisations.importers.tree_file import read_tree
from guanmo.stages.scoring.importers.phone_export import read_export
from guanmo.stages.sheets.importers.read import read_sheets
limited_process.ask = lambda *asked: limited_process.told(answer_of(*asked))  # all in this one process
files = pickle.load(sys.stdin.buffer)
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} * 2**20, {MEGABYTES} * 2**20))
readers = {{
    "attachment": lambda data: prepared([SimpleUploadedFile("a.jpg", data)]),
    "sheet": lambda data: read_sheets(data, "a.xlsx"),
    "text": lambda data: read_sheets(data, "a.txt"),
    "tree": read_tree,
    "roster": read_roster,
    "export": read_export,
}}
for name, data in files:
    for reader, read in readers.items():
        begun = time.monotonic()
        try:
            read(data)
            said = "READ"
        except Refused as refused:
            said = str(refused)
        except BaseException as fault:
            said = "FAULT " + repr(fault)[:200]
        print(json.dumps([name, reader, said, time.monotonic() - begun]), flush=True)
"""
GOOD = [("picture", png(800, 800)), ("document", document())]
Answers = list[tuple[str, str, str, float]]


@pytest.fixture(scope="module")
def answers() -> Answers:
    return read([*hostile_files(), *GOOD])


def read(files: list[tuple[str, bytes]]) -> Answers:
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=pickle.dumps(files),
        capture_output=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "src"},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return [tuple(json.loads(line)) for line in done.stdout.decode().splitlines()]


def test_each_hostile_file_is_refused_with_a_sentence_in_time(answers: Answers) -> None:
    hostile = [one for one in answers if one[0] not in dict(GOOD)]
    files = {name for name, _reader, _said, _seconds in hostile}

    assert len(files) == len(hostile_files()) >= 60
    assert len(hostile) == 6 * len(files)
    assert {(reader, name): said for name, reader, said, _ in hostile if not said.endswith("。")} == {}
    assert max(seconds for _name, _reader, _said, seconds in hostile) < SECONDS


def test_control_the_same_process_reads_a_picture_and_a_document(answers: Answers) -> None:
    assert [said for name, reader, said, _ in answers if name in dict(GOOD) and reader == "attachment"] == ["READ"] * 2


def each_by_its_reader() -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    readers: dict[str, tuple[Any, Any]] = {
        "hostile_workbooks": (read_workbook, Limits(rows=20_000)),
        "hostile_others": (streams_of, "a.xlsx"),
    }
    for kind, files in made_once().items():
        reader, about = readers.get(kind, (look_at, "a"))
        yield from ((name, reader, (data, about)) for name, data in files)


@pytest.mark.usefixtures("children")
def test_each_is_refused_by_the_process_in_which_it_is_read_in_service() -> None:
    said, slowest = {}, 0.0
    for name, reader, words in each_by_its_reader():
        begun = time.monotonic()
        try:
            reader(*words)
            said[name] = "READ"
        except Refused as refused:
            said[name] = str(refused)
        slowest = max(slowest, time.monotonic() - begun)

    assert len(said) == len(hostile_files())
    assert {name: one for name, one in said.items() if not one.endswith("。")} == {}
    assert slowest < SECONDS
