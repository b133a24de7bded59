"""The roots of the score logs, computed anew from the stored bytes of a database and of its copy (security.md A9).

A copy whose form is sound may still be of another content: only the same root says that it is the same log.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.method.seal.tree import leaf_hash, root_of

Roots = Mapping[str, tuple[int, str]]
"""Of each round (uuid) how many events its log has, and their root."""
_EVENTS = (
    "SELECT round.uuid, event.body FROM rounds_scoreevent AS event "
    "JOIN rounds_round AS round ON round.id = event.round_id ORDER BY event.round_id, event.seq"
)


def roots_in(cursor: Any, until: Roots | None = None) -> dict[str, tuple[int, str]]:
    """What the logs hold for a cursor of any driver; with ``until`` no more of each than there was then."""
    leaves: dict[str, list[bytes]] = defaultdict(list)
    cursor.execute(_EVENTS)
    for round, body in cursor:
        own = leaves[str(UUID(str(round)))]
        if until is None or len(own) < until.get(str(UUID(str(round))), (0, ""))[0]:
            own.append(leaf_hash(body.encode()))
    return {round: (len(own), root_of(own).hex()) for round, own in leaves.items() if own}


def compare(before: Roots, cursor: Any) -> None:
    """Raise Refused unless the copy behind the cursor begins every log as it was ``before``."""
    if not before:  # nothing was logged, perhaps there is no table yet
        return
    there = roots_in(cursor, before)
    if wrong := [round for round, root in before.items() if there.get(round) != tuple(root)]:
        said = _("备份里{count}个轮次的打分日志和原来的根不一样（{round}），这份备份不能使用。")
        raise Refused(said.format(count=len(wrong), round=wrong[0]), code="other_root")
