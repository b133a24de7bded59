"""抽查“回头看”: signed-off rows are drawn from a frozen list with dice thrown in public, so that anyone can check."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.draws import draw, list_digest
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import NothingToDraw, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, RandomLookBack, RandomLookBackDraw
from guanmo.stages.rectification.rules import may_reopen
from guanmo.stages.rounds.domain.dice import seed_thrown


@transaction.atomic
def list_signed_off(organiser: Organisation, *, size: int, by: User) -> RandomLookBack:
    """Freeze the list of all rows below ``organiser`` that are signed off now. Raises NotAllowed, NothingToDraw."""
    if not may_reopen(access_of(by), organiser.path):
        raise NotAllowed(_("只能抽查本辖区已经销号的事项。"))
    rows = LedgerRow.objects.filter(below([organiser.path], "organisation__path"), state=RowState.SIGNED_OFF)
    population = [[str(row.uuid), _name(row)] for row in rows.select_related("organisation")]
    if not 0 < size <= len(population):
        raise NothingToDraw(
            _("已销号的有%(there)d项，请写明抽查几项（1到%(there)d）。") % {"there": len(population)}
            if population
            else _("还没有已销号的事项，没有什么可以抽查。")
        )
    listed = RandomLookBack(organiser=organiser, population=population, size=size, by=by)
    listed.digest = list_digest(listed.entries, {"": size}, str(listed.uuid))
    listed.save()
    record("look_backs.listed", listed, by=by, digest=listed.digest, rows=len(population), size=size)
    return listed


def _name(row: LedgerRow) -> str:
    """What stands on the list: whose row, with the first digits of its uuid so that none comes twice; never what had to be put right.

    The list is published, and the county's is read by every township.
    """
    return f"{row.organisation.short_name}（{str(row.uuid)[:8]}）"


@transaction.atomic
def draw_look_back(listed: RandomLookBack, dice: str, *, by: User) -> RandomLookBackDraw:
    """Draw once. Raises NotAllowed, RuleInvalid (dice that are no digits, too few or too many), WrongRowStep (drawn)."""
    if not may_reopen(access_of(by), listed.organiser.path):
        raise NotAllowed(_("只有抽查单位可以抽取。"))
    seed = seed_thrown(dice, listed.uuid, listed.digest)
    chosen = [one for one in draw(listed.entries, {"": listed.size}, seed) if one.drawn]
    try:
        with transaction.atomic():
            drawn = RandomLookBackDraw.objects.create(
                listed=listed, dice=dice, seed=seed, outcome=[[one.entry.name, one.number] for one in chosen], by=by
            )
    except IntegrityError as error:
        raise WrongRowStep(_("已经抽取过了，一份名单只抽一次。")) from error
    uuids = {name: uuid for uuid, name in listed.population}
    drawn.rows.set(LedgerRow.objects.filter(uuid__in=[uuids[one.entry.name] for one in chosen]))
    record("look_backs.drawn", listed, by=by, dice=dice, digest=listed.digest)
    return drawn
