"""Values at the command line, definitions that are checked, and the one text of an indicator on another engine."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from guanmo.method.indicator_periods import spans_this_year
from guanmo.method.indicator_sql import periods_table, values_sql
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries import Wanted, in_force, readings_of, sources, statement
from guanmo.stages.indicators.queries.sources import COUNTED_BY, Source
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import RecordType
from tests.analytics.conftest import Said
from tests.analytics.tables import engine
from tests.county import Scene
from tests.desk.records.ledgers import TODAY


def test_compute_prints_the_values_of_one_indicator(filled: Scene, indicators: Said) -> None:
    code, said = indicators("compute", "--indicator", "party_group", "--organisation", "A1", "--csv")
    asked = "indicator,period,organisation,numerator,denominator,state"
    months = [f"party_group,2026-{month:02d},A1,0,1,missed" for month in range(2, 10)]
    october = ["party_group,2026-10,A1,2,1,met", "party_group,2026-11,A1,0,1,on_track"]
    january = ["party_group,2026-01,A1,1,1,met"]
    december = ["party_group,2025-12,A1,0,1,unknown"]
    lines = said.splitlines()
    assert code == 0
    assert [one for one in lines if ",2025" not in one] == [asked, *january, *months, *october]
    assert set(lines) - {asked, *january, *months, *october} <= set(december)


def test_compute_prints_a_table_for_people(filled: Scene, indicators: Said) -> None:
    code, said = indicators("compute", "--indicator", "party_group", "--period", "2026-10")
    assert (code, said.splitlines()[:2]) == (
        0,
        ["指标         期       组织  分子  分母  状态", "party_group  2026-10  A1    2     1     达标"],
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--indicator", "nothing"], "没有这个指标：nothing。\n"),
        (["--organisation", "nobody"], "没有这个组织：nobody。\n"),
        (["--day", "gestern"], "--day 要写成 2026-11-30 这样的日期。\n"),
        (["--best"], "写法：guanmo indicators compute [--indicator 代码] [--csv]\n"),
    ],
)
def test_compute_refuses_what_is_not_there(filled: Scene, indicators: Said, words: list[str], sentence: str) -> None:
    assert indicators("compute", *words) == (2, sentence)


def test_check_names_what_can_no_longer_be_read(scene: Scene, indicators: Said) -> None:
    """Its ledger was retired."""
    count = len(in_force())
    assert indicators("check") == (0, f"在用的指标 {count} 个，口径都算得出来。\n{KEPT}")
    retired = RecordType.objects.get(code="affairs_disclosure")
    RecordType.objects.create(
        code=retired.code, version=2, group=retired.group, content=retired.content, kept_from=TODAY, retired=True
    )
    code, said = indicators("check")
    lost = [line for line in said.splitlines() if "算不出来：" in line]
    assert code == 1
    assert "指标 affairs_disclosure 算不出来：它用的台账改了名称、栏目，或者停用了。" in lost
    assert len(in_force()) == count - len(lost)


KEPT = "存下的数和合计都同台账一致。\n"
GOOD = """[[indicator]]
code = "own"
title = "本县指标"
clause = "县委文件"
records = "party_group"
period = "month"
target = "1"
where = "present >= 3"
"""


def test_check_reads_a_file_of_definitions(scene: Scene, indicators: Said, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert indicators("check", path) == (0, "文件里的指标 1 个，口径都算得出来。\n")
    path.write_text(GOOD.replace("present", "nowhere"), encoding="utf-8")
    assert indicators("check", path) == (1, "指标 own 的口径不对：there is no column nowhere\n")
    path.write_text(GOOD.replace("present >= 3", "__import__('os')"), encoding="utf-8")
    assert indicators("check", path)[0] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "找不到文件："),
        (b"[[indicator]", "读不懂文件"),
        (b"\xff\xfe", "读不懂文件"),
        (b"", "文件里没有指标："),
        (b"indicator = 3", "文件里没有指标："),
        (b"indicator = [3]", "文件里没有指标："),
    ],
)
def test_check_refuses_what_is_no_file_of_definitions(
    scene: Scene, indicators: Said, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "own.toml"
    if content is not None:
        path.write_bytes(content)
    code, said = indicators("check", path)
    assert (code, said.startswith(sentence)) == (2, True)


def test_the_one_text_gives_duckdb_the_values_of_the_database(filled: Scene) -> None:
    """Each indicator: its rows are carried over as they are, and the same statement counts them there."""
    rows, line, compared = sources(), engine(), 0
    for asked in in_force(rows):
        spans = spans_this_year(asked, TODAY)
        tables = {
            "organisation": "SELECT id, kind, form FROM organisations_organisation",
            "counted": rows[asked.records].query(asked.columns_of(asked.records) | COUNTED_BY),
            "kept": rows[asked.known_by].query(COUNTED_BY),
            **{
                f"attached_{name}": rows[one.records].query(asked.columns_of(one.records))
                for name, one in asked.attached.items()
            },
        }
        before = ", ".join(
            f"{name} AS ({query})" for name, query in {**tables, "periods": periods_table(spans)}.items()
        )
        for name, query in tables.items():
            carry_over(line, name, query, kinds_of(name, asked, rows))
        line.execute(f"CREATE OR REPLACE TABLE periods AS {periods_table(spans)}")
        here, there = asked_here(f"WITH {before} {values_sql(asked)}"), line.execute(values_sql(asked)).fetchall()
        assert sorted(here) == sorted(there), asked.code
        compared += sum(1 for row in here if row[2])
    assert compared > 20


def kinds_of(table: str, asked: Definition, rows: dict[str, Source]) -> dict[str, str]:
    if table == "organisation":
        return {"id": "int", "kind": "text", "form": "text"}
    if table.startswith("attached_"):
        return rows[asked.attached[table.removeprefix("attached_")].records].kinds
    return rows[asked.known_by if table == "kept" else asked.records].kinds


def carry_over(line: object, name: str, query: str, kinds: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        columns = [one[0] for one in cursor.description]
        found = cursor.fetchall()
    declared = ", ".join(f'"{one}" {"BIGINT" if kinds[one] == "int" else "VARCHAR"}' for one in columns)
    line.execute(f"CREATE OR REPLACE TABLE {name} ({declared})")  # type: ignore[attr-defined]
    if found:
        marks = ", ".join("?" for _ in columns)
        line.executemany(f"INSERT INTO {name} VALUES ({marks})", [list(row) for row in found])  # type: ignore[attr-defined]


def asked_here(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [(row[0], row[1], int(row[2]), int(row[3]), row[4]) for row in cursor.fetchall()]


def test_few_organisations_have_the_values_that_they_have_among_all(
    filled: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few the rows of others are not read: one by one, and all at once without that, every fact is the same."""
    rows, organisations = sources(), list(Organisation.objects.all())
    wanted = [Wanted(one, spans_this_year(one, TODAY)) for one in in_force(rows)]
    alone = [one for place in organisations for one in readings_of(wanted, [place], rows, TODAY)]
    monkeypatch.setattr(statement, "FEW", 0)
    together = readings_of(wanted, organisations, rows, TODAY)
    assert {(one.asked.code, one.span.period, one.organisation.pk, one.value) for one in alone} == {
        (one.asked.code, one.span.period, one.organisation.pk, one.value) for one in together
    }
    assert sum(one.value is not None and one.value.numerator > 0 for one in together) > 20


@pytest.mark.django_db
def test_a_day_is_the_same_text_whatever_the_account_is_set_to() -> None:
    """SQLite keeps it as this text; a connection of PostgreSQL that is not ours shows what the account would see."""
    if connection.vendor == "sqlite":
        pytest.skip("a day is a text there")
    params, day = connection.get_connection_params(), "SELECT CAST(DATE '2026-03-01' AS TEXT)"
    with closing(connection.get_new_connection(params)) as line:
        line.autocommit = True
        line.execute("ALTER ROLE CURRENT_USER SET DateStyle = 'German'")
        try:
            found = [asked_alone(day, params), asked_alone(day, {**params, "options": ""})]
        finally:
            line.execute("ALTER ROLE CURRENT_USER RESET DateStyle")
    assert found == ["2026-03-01", "01.03.2026"]


def asked_alone(question: str, params: dict[str, Any]) -> Any:
    with closing(connection.get_new_connection(params)) as line:
        return line.execute(question).fetchone()[0]
