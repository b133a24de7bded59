"""How one organisation stands: its term, the leaders who keep contact, its grids, its partners, what changed."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.presenters.leadership import term_words
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.models import Organisation, Partnership, User
from guanmo.stages.organisations.queries import access_of, contact_points, grids, partnerships_of, setting_changes
from guanmo.stages.organisations.rules import may_keep_from_above, may_keep_structure
from guanmo.stages.records.queries import terms

_Link = tuple[str, str, str]


def standing_page(user: User, organisation: Organisation) -> ListPage:
    """The page for an organisation that the user may see."""
    today = timezone.localdate()
    rows = [(Cell(what), Cell(words, url=url)) for what, words, url in _facts(user, organisation, today)]
    return ListPage(
        title=_("组织建设"),
        subject=organisation.name,
        kpis=(),
        tables=(
            Table(_("现在的情况"), (_("事项"), _("情况")), rows, empty=_("还没有登记。")),
            _changes(user, organisation),
        ),
        actions=tuple(_actions(user, organisation)),
        above=organisation.name,
        back=reverse("desk:organisations-detail", args=[organisation.uuid]),
    )


def _facts(user: User, organisation: Organisation, today: date) -> Iterable[_Link]:
    """What there is to say; nothing is said about what nobody entered, except the term."""
    file = reverse("desk:ledgers-detail", args=["election_file"]) + f"?organisation={organisation.uuid}"
    for _one, term in terms(user, today, organisation):
        yield _("换届"), f"{term_words(term)} · {term.ends_on:%Y-%m-%d}" if term.ends_on else term_words(term), file
    for point in contact_points(user, today).filter(organisation=organisation):
        yield _("联系领导"), point.leader.name, ""
    for grid in grids(user, today).filter(organisation=organisation):
        yield _("党建网格"), grid.name, reverse("desk:grids-detail", args=[grid.uuid])
    for one in partnerships_of(user, organisation, today):
        yield one.get_kind_display(), _with(organisation, one), reverse("desk:partnerships-detail", args=[one.uuid])


def _with(organisation: Organisation, one: Partnership) -> str:
    """The other parties."""
    sides = [side.title for side in one.sides.all() if side.ended_on is None and side.organisation != organisation]
    owner = [] if one.organisation == organisation else [one.organisation.name]
    return _("、").join([*owner, *sides])


def _changes(user: User, organisation: Organisation) -> Table:
    rows = [
        (
            Cell(one.on),
            Cell(one.get_kind_display()),
            Cell(f"{one.get_old_form_display()} → {one.get_new_form_display()}"),
            Cell(one.reason),
        )
        for one in setting_changes(user).filter(organisation=organisation)
    ]
    return Table(_("设置调整"), (_("日期"), _("怎么调整"), _("形式"), _("原因")), rows, empty=_("没有调整过。"))


def _actions(user: User, organisation: Organisation) -> Iterable[Action]:
    access = access_of(user)
    if may_keep_from_above(access, organisation.path) and organisation.pk not in access.organisation_ids():
        yield Action(
            _("登记设置调整"), reverse("desk:settings-change", args=[organisation.uuid]), "pencil", primary=False
        )
    if may_keep_structure(access, organisation.path):
        if organisation.kind in VILLAGE_LEVEL:
            yield Action(_("登记网格"), reverse("desk:grids-create", args=[organisation.uuid]), primary=False)
        yield Action(_("登记结对或联建"), reverse("desk:partnerships-create", args=[organisation.uuid]))
