"""Check a regulation of the register, add one, write down that it ended (S4-23d)."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed, StructureRefused
from guanmo.stages.organisations.models import Regulation, User
from guanmo.stages.organisations.queries import access_of, regulations
from guanmo.stages.organisations.rules import may_keep_regulations


@transaction.atomic
def keep_regulation(facts: Mapping[str, Any], *, code: str = "", by: User) -> Regulation:
    """Keep it as it holds from now on; without ``code`` it is a new one. Raises NotAllowed, StructureRefused."""
    if not may_keep_regulations(access_of(by)):
        raise NotAllowed(_("党内法规由县委组织部登记和核对。"))
    title = _bare(facts["title"])
    if any(_bare(one.title) == title and one.code != code for one in regulations(by)):
        raise StructureRefused(_("《%(title)s》已经登记过了，请直接核对那一条。") % {"title": title})
    begins, ends = facts["valid_from"], facts["valid_to"]
    if begins and ends and ends <= begins:
        raise StructureRefused(_("废止日期要晚于施行日期。请核对。"))
    code = code or "own-" + sha256(title.encode()).hexdigest()[:10]
    kept = Regulation.objects.create(**{**facts, "title": title}, code=code, by=by)
    record("regulation.kept", kept, by=by, code=code)
    return kept


def _bare(title: str) -> str:
    """The title without the marks that stand around it, brackets as officially printed."""
    return re.sub(r"[《》\s]", "", title).replace("(", "（").replace(")", "）")
