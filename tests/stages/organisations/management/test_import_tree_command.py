"""`guanmo import_tree FILE.xlsx [--dry-run]`: what it prints, what it writes, and how it says no."""

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from guanmo.command import main
from guanmo.stages.organisations.models import Organisation
from tests.stages.organisations.conftest import stored
from tests.stages.organisations.workbooks import GRID, OTHER_TOWN, POSTS, TREE, VILLAGE, changed, workbook

# A command closes its connections at its end: what it wrote must have been committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "组织.xlsx"
    path.write_bytes(workbook())
    return path


@pytest.mark.requirement("S0-1-b")
def test_tree_of_three_levels_is_imported_once(file: Path, capsys: Any) -> None:
    assert main(["import_tree", str(file)]) == 0
    assert "新增 12 行，更新 0 行，不变 0 行。" in capsys.readouterr().out
    assert dict(Organisation.objects.filter(code__in=["X", "X01", "X0101"]).values_list("code", "depth")) == {
        "X": 1, "X01": 2, "X0101": 3,
    }  # fmt: skip

    assert main(["import_tree", str(file)]) == 0
    assert "新增 0 行，更新 0 行，不变 12 行。" in capsys.readouterr().out


def test_dry_run_says_what_would_be_done_and_writes_nothing(file: Path, capsys: Any) -> None:
    before = stored()

    assert main(["import_tree", str(file), "--dry-run"]) == 0

    assert "只是检查，没有写入。" in capsys.readouterr().out
    assert stored() == before


@pytest.mark.requirement("S0-1-b")
def test_wrong_superior_is_refused_with_every_problem(file: Path, tmp_path: Path, capsys: Any) -> None:
    below_village = changed(VILLAGE, 组织代码="X0109", 上级组织代码="X0101")
    below_town = changed(OTHER_TOWN, 组织代码="X09", 上级组织代码="X01")
    file.write_bytes(workbook([*TREE, below_village, below_town], POSTS))
    errors, before = tmp_path / "错误.xlsx", stored()

    assert main(["import_tree", str(file), "--errors", str(errors)]) == 2

    said = capsys.readouterr()
    assert "“组织”第 11 行“上级组织代码”：“X0101”是“村”，不能作上级。“村”的上级只能是：镇、乡、街道。" in said.out
    assert "“组织”第 12 行“上级组织代码”：“X01”是“镇”，不能作上级。“街道”的上级只能是：县。" in said.out
    assert said.err.startswith("表中有 2 处错误，没有导入任何内容。")
    assert CalamineWorkbook.from_path(errors).get_sheet_by_name("组织").to_python()[10][:2] == [11.0, "有错"]
    assert stored() == before


def test_vanished_organisations_are_named(file: Path, capsys: Any) -> None:
    main(["import_tree", str(file)])
    file.write_bytes(workbook([GRID], None))
    capsys.readouterr()

    main(["import_tree", str(file)])

    assert (
        "表中没有、系统中有的组织（不删除）：X、XZ、X01、X0101、X0102、X01020101、X0191、X02" in capsys.readouterr().out
    )


def test_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: Any) -> None:
    assert main(["import_tree", str(tmp_path / "没有.xlsx")]) == 2
    assert "打不开文件" in capsys.readouterr().err


def test_template_is_written(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"

    assert main(["import_tree", "--template", str(path)]) == 0

    assert CalamineWorkbook.from_path(path).sheet_names[:2] == ["填写说明", "组织"]
