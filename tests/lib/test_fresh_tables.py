"""Tables made at once are those that the migrations make one after the other."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.any_database

AT_ONCE = "from guanmo.lib.fresh_tables import create_tables; create_tables()"
BY_MIGRATIONS = (
    "import gc; gc.disable(); from django.core.management import call_command; call_command('migrate', verbosity=0)"
)
DESCRIBE = """
import json, re
UNNAMED = re.compile(r"^(fk_|__unnamed_constraint_)\\d+(__)?$")
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
with connection.cursor() as cursor:
    tables = {name: {
        "columns": sorted(map(str, connection.introspection.get_table_description(cursor, name))),
        "constraints": sorted(
            f"{UNNAMED.sub('', key)} {one}"
            for key, one in connection.introspection.get_constraints(cursor, name).items()
        ),
    } for name in connection.introspection.table_names()}
with connection.cursor() as cursor:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = sorted(map(str, cursor.fetchall()))
applied = sorted(map(str, MigrationRecorder(connection).applied_migrations()))
print(json.dumps({"tables": tables, "applied": applied, "triggers": triggers}))
"""


def made(folder: Path, way: str) -> dict[str, Any]:
    """What a new database file in the folder holds after it was made in this way."""
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANMO_DATA")}
    script = f"import django; django.setup()\n{way}\n{DESCRIBE}"
    environment = {**kept, "GUANMO_DATA_DIR": str(folder), "GUANMO_DATABASE_URL": ""}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_tables_made_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    at_once, by_migrations = made(tmp_path / "once", AT_ONCE), made(tmp_path / "step", BY_MIGRATIONS)

    assert "organisations_organisation" in at_once["tables"]
    assert at_once["tables"].keys() == by_migrations["tables"].keys()
    for name, table in at_once["tables"].items():
        assert table == by_migrations["tables"][name], name
    assert at_once["triggers"] == by_migrations["triggers"] != []
    assert at_once["applied"] == by_migrations["applied"]
