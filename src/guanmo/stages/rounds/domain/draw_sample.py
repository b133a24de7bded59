"""Draw whom a random sample inspects, with dice thrown in public after the list was published (S2-3.5-a)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.draws import draw
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.dice import seed_thrown
from guanmo.stages.rounds.domain.inspect import inspect_these
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Draw, Inspection
from guanmo.stages.rounds.rules import may_inspect


@transaction.atomic
def draw_sample(inspection: Inspection, dice: str, *, by: User) -> Draw:
    """Draw once. Raises NotAllowed, RuleInvalid (dice that are no digits, or too few), WrongStep (drawn already)."""
    if not may_inspect(access_of(by), inspection.organiser.path):
        raise NotAllowed(_("只有检查单位可以抽取。"))
    listed = inspection.draw_list
    seed = seed_thrown(dice, inspection.uuid, listed.digest)
    chosen = [one for one in draw(listed.entries, listed.sizes, seed) if one.drawn]
    try:
        with transaction.atomic():
            drawn = Draw.objects.create(
                draw_list=listed, dice=dice, seed=seed, outcome=[[one.entry.name, one.number] for one in chosen], by=by
            )
    except IntegrityError as error:
        raise WrongStep(_("已经抽取过了，一份名单只抽一次。")) from error
    names = {name: uuid for uuid, name, _stratum, _excluded in listed.population}
    inspect_these(inspection, list(Organisation.objects.filter(uuid__in=[names[one.entry.name] for one in chosen])))
    record("inspection.drawn", inspection, by=by, dice=dice, digest=listed.digest)
    return drawn
