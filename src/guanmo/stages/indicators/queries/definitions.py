"""Which indicators are in force: the shipped ones, in the county's own version where it made one."""

from django.db import connection

from guanmo.lib.refusal import NotVisible
from guanmo.method.indicator_expression import ExpressionWrong
from guanmo.method.indicator_sql import check_columns
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.content import shipped_indicators
from guanmo.stages.indicators.models import IndicatorDefinition
from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources import Catalogue, catalogue
from guanmo.stages.indicators.rules import may_read_values
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of


def sources() -> Catalogue:
    """The rows that there are, in the words of this database."""
    return catalogue(Dialect(postgres=connection.vendor == "postgresql"))


def in_force(there: Catalogue | None = None) -> list[Definition]:
    """In the order of the pages. One whose ledger the county retired or changed, so that it cannot be read, is left out."""
    own = {one.code: one for one in IndicatorDefinition.objects.order_by("version")}
    shipped = {one.code: one for one in shipped_indicators()}
    newest = {**shipped, **{code: one.definition for code, one in own.items() if not one.retired}}
    retired = {code for code, one in own.items() if one.retired}
    rows = sources() if there is None else there
    return [one for code, one in newest.items() if code not in retired and _is_readable(one, rows)]


def _is_readable(one: Definition, rows: Catalogue) -> bool:
    """Found out once for each definition, as long as no ledger changes."""
    if (found := rows.readable.get(one)) is None:
        try:
            check_columns(one, rows.kinds)
            found = True
        except ExpressionWrong:
            found = False
        rows.readable[one] = found
    return found


def definition_for(user: User, code: str) -> Definition:
    """One indicator in force; NotVisible when there is none, or the account has no post."""
    if not may_read_values(access_of(user)):
        raise NotVisible
    found = next((one for one in in_force() if one.code == code), None)
    if found is None:
        raise NotVisible
    return found


def definition_titles_for(user: User) -> dict[str, str]:
    """The titles of all indicators in force, by code; empty for an account without a post."""
    return {one.code: one.title for one in in_force()} if may_read_values(access_of(user)) else {}
