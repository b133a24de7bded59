"""Rows that are written once: no change, no removal (design.md 3). A correction is a new row."""

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.backends.ddl_references import Statement, Table

from guanmo.lib.written import ToldQuerySet

M = TypeVar("M", bound=models.Model)


class AppendOnlyQuerySet(ToldQuerySet[M]):
    """Reads and inserts; ``update`` and ``delete`` raise TypeError, for whole sets too."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} is append-only")


class AppendOnly(models.Model):
    """The base of what decides something: ``save`` inserts, nothing else. Raises TypeError."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        # An id made by a client may be one that is taken: it must not become an update.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is append-only")


class Guard(models.BaseConstraint):
    """The database itself refuses ``act`` (UPDATE or DELETE) on the rows of a table, by a trigger of this name.

    This stops mistakes of the program and of people, not the owner of the database: he can drop a trigger.
    """

    def __init__(self, *, act: str, name: str) -> None:
        super().__init__(name=name)
        self.act = act

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing inside CREATE TABLE: the trigger follows the table."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statement that makes the trigger."""
        template = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        return self._statement(template, model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statement that drops the trigger."""
        on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON %(table)s"
        return self._statement(f"DROP TRIGGER %(name)s{on_table}", model, schema_editor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guard) and self.deconstruct() == other.deconstruct()

    def validate(self, *_given: Any, **_options: Any) -> None:
        """A row cannot break it."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, "act": self.act}

    def _statement(self, template: str, model: Any, editor: Any) -> Statement:
        table = Table(model._meta.db_table, editor.quote_name)
        return Statement(template, table=table, name=editor.quote_name(self.name), act=self.act)


def guards(name: str) -> tuple[Guard, Guard]:
    """The guards of a table against both ways of changing a row."""
    return Guard(act="UPDATE", name=f"{name}_no_update"), Guard(act="DELETE", name=f"{name}_no_delete")


_SQLITE = """CREATE TRIGGER %(name)s BEFORE %(act)s ON %(table)s BEGIN SELECT RAISE(ABORT, 'append-only'); END"""
_POSTGRES = """CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$;
CREATE TRIGGER %(name)s BEFORE %(act)s ON %(table)s EXECUTE FUNCTION append_only()"""
