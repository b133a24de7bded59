"""Files are read in a process of their own, which ends at its limits, knows no secret and is not believed."""

import functools
import io
import json
import os
import pickle
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from guanmo.lib import limited_process
from guanmo.lib.attached_file import prepared
from guanmo.lib.docx_template import fill
from guanmo.lib.office_file import FileRefused, repacked
from guanmo.stages.documents.importers.altered import altered
from guanmo.stages.members.exporters.roster_template import roster_template
from guanmo.stages.members.importers.roster_file import read_roster
from guanmo.stages.organisations.exporters.template import template as tree_template
from guanmo.stages.organisations.importers.tree_file import read_tree
from guanmo.stages.scoring.importers.phone_export import read_export
from guanmo.stages.sheets.importers.read import read_sheets
from tests.lib import greedy_readers
from tests.lib.greedy_readers import Evil
from tests.lib.hostile_files import png

TEXT = "序号\t考核内容\t标准分\n1\t班子健全\t60\n2\t制度上墙\t40\n"
JUDGE = "0b6e7f0c-6b0e-4a53-9d3c-9f1f0f4a9a01"
EXPORT = {"api": "score1-export", "judge": JUDGE, "sheets": [], "photos": []}


def paper(*lines: str) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(saved)
    return saved.getvalue()


@pytest.mark.usefixtures("children")
def test_each_reader_reads_a_good_file_there() -> None:
    [sheet] = read_sheets(TEXT.encode(), "得分表.txt")
    [picture] = prepared([SimpleUploadedFile("a.png", png(80, 200))])
    [[place, issued, copy]] = [(one.place, one.issued, one.copy) for one in altered(paper("共5人"), paper("共6人"))]

    assert [item.points for _section, item in sheet.sheet.items] == [60, 40]
    assert (picture.media_type, len(picture.greys)) == ("image/jpeg", 8)
    assert (issued, copy, "共5人" in place) == ("5", "6", True)
    assert fill(paper("{{ number }}号"), {"number": 7}).unknown == ()
    assert read_export(json.dumps(EXPORT).encode()).judge == UUID(JUDGE)
    for read, template in ((read_roster, roster_template()), (read_tree, tree_template())):
        with pytest.raises(FileRefused, match=r"表头.*没有内容"):  # so its head was read
            read(template)


@pytest.mark.usefixtures("children")
def test_a_refusal_comes_back_in_the_language_of_who_asks() -> None:
    with translation.override("en"), pytest.raises(FileRefused, match="is empty") as refused:
        read_roster(b"")
    assert refused.value.code == "empty_file"


@pytest.mark.usefixtures("children")
@pytest.mark.parametrize(
    ("reader", "limit", "to"),
    [
        (greedy_readers.memory, None, 0),
        (greedy_readers.endless, "PROCESSOR_SECONDS", 1),
        (greedy_readers.asleep, "WALL_SECONDS", 1),
        (greedy_readers.much, "LARGEST_ANSWER", 1000),
        (greedy_readers.killed, None, 0),
    ],
)
def test_who_takes_too_much_is_ended(reader: Any, limit: str, to: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if limit:
        monkeypatch.setattr(limited_process, limit, to)

    with pytest.raises(FileRefused, match="系统读不完") as refused:
        reader()
    assert refused.value.code == "too_much"


@pytest.mark.usefixtures("children")
def test_control_with_other_limits_the_same_readers_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_process, "MEGABYTES", 4096)

    assert greedy_readers.memory() == 2**30
    assert len(greedy_readers.much()) == 2000


@pytest.mark.usefixtures("children")
def test_it_knows_no_settings_writes_nothing_and_may_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUANMO_SECRET_KEY", "secret")
    seen = greedy_readers.surroundings(str(tmp_path / "made"))

    assert "GUANMO_SECRET_KEY" in os.environ  # control: the secret is here
    assert set(seen["environment"]) <= {"LC_CTYPE", "OPENBLAS_NUM_THREADS", "SYSTEMROOT"}
    assert seen["loaded"] == ["django.utils", "django.utils.translation"]
    assert seen["wrote"] is False


@pytest.mark.usefixtures("children")
def test_a_reader_that_breaks_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        greedy_readers.broken()


@pytest.mark.parametrize(
    "evil",
    [
        Evil(os.system, "true"),
        Evil(eval, "1"),
        Evil(functools.partial, os.system, "true"),
        repacked,
        io.BytesIO,
        Evil(FileRefused, Evil(os.system, "true")),
    ],
)
def test_an_answer_makes_nothing_but_plain_values(evil: object) -> None:
    answer = pickle.dumps(("read", evil))

    pickle.loads(answer)  # control: without care it is made
    with pytest.raises(pickle.UnpicklingError, match="an answer holds no"):
        limited_process.told(answer)


@pytest.mark.usefixtures("children")
def test_many_at_once_wait_for_each_other_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_process, "_seats", threading.BoundedSemaphore(1))
    monkeypatch.setattr(limited_process, "WALL_SECONDS", 0.01)
    limited_process._seats.acquire()

    with pytest.raises(FileRefused, match="正在读取的文件太多"):
        greedy_readers.much()
    limited_process._seats.release()
    monkeypatch.setattr(limited_process, "WALL_SECONDS", 30)
    assert greedy_readers.much()  # control: with a seat it is read
