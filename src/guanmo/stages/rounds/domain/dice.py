"""Dice thrown in public become the seed of a draw (S2-3.5-a)."""

from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.method.draws import FEWEST_DICE, seed_of
from guanmo.stages.rounds.errors import RuleInvalid

MOST_DICE = 100


def seed_thrown(dice: str, uuid: UUID, digest: str) -> str:
    """The seed of the list ``uuid`` whose SHA-256 is ``digest``. Raises RuleInvalid: no digits, too few, too many."""
    if len(dice) > MOST_DICE:
        raise RuleInvalid(_("最多填写%(n)d位数字。") % {"n": MOST_DICE})
    try:
        return seed_of(dice, str(uuid), digest)
    except ValueError:
        raise RuleInvalid(_("请填写当众掷出的数字，至少%(n)d位。") % {"n": FEWEST_DICE}) from None
