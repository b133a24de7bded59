"""Change what an indicator asks: a new version with its reason. Values are read by it from then on; nothing is overwritten."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.indicator_expression import ExpressionWrong
from guanmo.method.indicator_sql import check_columns
from guanmo.method.indicators import Definition, IndicatorWrong, read_definition
from guanmo.stages.indicators.errors import IndicatorRefused
from guanmo.stages.indicators.models import IndicatorDefinition
from guanmo.stages.indicators.queries import sources
from guanmo.stages.indicators.rules import may_define
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.enums import kinds_of


@transaction.atomic
def define_indicator(
    current: Definition, changes: dict[str, Any], *, reason: str, retired: bool = False, by: User
) -> IndicatorDefinition:
    """Keep the next version. Raises NotAllowed, IndicatorRefused."""
    if not may_define(access_of(by)):
        raise NotAllowed(_("只有县委组织部可以调整指标。"))
    if not reason.strip():
        raise IndicatorRefused(_("请写明为什么调整。"))
    newest = IndicatorDefinition.objects.select_for_update().filter(code=current.code).last()
    version = max(newest.version if newest else 0, current.version) + 1
    content = {**_plain(current), **changes, "code": current.code, "version": version}
    _check(content)
    kept = IndicatorDefinition.objects.create(
        code=current.code, version=version, content=content, retired=retired, reason=reason.strip(), by=by
    )
    record("indicator.defined", kept, by=by, code=kept.code, version=version, retired=retired)
    return kept


def _check(content: dict[str, Any]) -> None:
    try:
        read = read_definition(content)
        check_columns(read, sources().kinds)
        kinds_of(read.kinds)
    except (IndicatorWrong, ExpressionWrong, ValueError) as error:
        raise IndicatorRefused(_("指标的设置前后不一致（%(part)s）。请检查后再保存。") % {"part": error}) from error


def _plain(one: Definition) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(one).items()}
