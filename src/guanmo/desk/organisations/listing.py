"""What the page of the tree shows: one fold for each township, with counts and rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.check_structure import structure_defects
from guanmo.stages.organisations.enums import OBSERVED, TOWNSHIP_LEVEL, TWO_NEW, VILLAGE_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import listing, secretaries, superiors
from guanmo.ui.shapes import Kpi

_ICONS = {Kind.COUNTY: "landmark", Kind.ORGANISATION_DEPARTMENT: "landmark", Kind.SCHOOL: "graduation-cap"}


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation; ``level`` is how deep it stands below its township (0–4)."""

    name: str
    note: str
    url: str
    kind: str
    icon: str
    code: str
    secretary: str
    level: int


@dataclass(frozen=True, slots=True)
class Fold:
    """The organisations of one township, or of the county itself."""

    title: str
    counts: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The page. ``total`` counts what the filter left; ``defects`` what the structure check found."""

    folds: tuple[Fold, ...]
    kpis: tuple[Kpi, ...]
    kinds: tuple[tuple[str, str], ...]
    kind: str
    text: str
    total: int
    defects: int

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.text)


def tree_of(user: User, kind: str = "", text: str = "") -> Tree:
    """The tree as the user may see it; an unknown kind means all."""
    kind = kind if kind in Kind.values else ""
    everything = list(listing(user))
    found = list(listing(user, kind, text)) if kind or text else everything
    present = {one.kind for one in everything}
    return Tree(
        folds=_folds(user, everything, found, open=bool(kind or text)),
        kpis=_kpis(everything),
        kinds=tuple((one.value, str(one.label)) for one in Kind if one in present),
        kind=kind,
        text=text,
        total=len(found),
        defects=len(structure_defects(user)),
    )


def kind_icon(kind: str) -> str:
    """The icon of a kind; the word always stands beside it."""
    if kind in TOWNSHIP_LEVEL:
        return "building-2"
    if kind in VILLAGE_LEVEL:
        return "house"
    return _ICONS.get(Kind(kind), "briefcase" if kind in TWO_NEW else "users")


def _folds(user: User, everything: list[Organisation], found: list[Organisation], *, open: bool) -> tuple[Fold, ...]:
    names = {one.path: one.name for one in everything if one.is_township}
    if found and not names:  # somebody of one village: the township stands above the own reach
        names = {one.path: one.name for one in superiors(found[0]) if one.is_township}
    groups: dict[str, list[Organisation]] = {}
    for one in found:
        groups.setdefault(one.township_path if one.township_path in names else "", []).append(one)
    holders = secretaries(user)
    return tuple(
        _fold(names.get(path, _("县直")), rows, holders, open=open or len(groups) <= 2) for path, rows in groups.items()
    )


def _fold(title: str, organisations: list[Organisation], holders: dict[int, str], *, open: bool) -> Fold:
    top = min(one.depth for one in organisations)
    rows = tuple(_row(one, top, holders) for one in organisations)
    return Fold(title, _counts(organisations), rows, open)


def _row(one: Organisation, top: int, holders: dict[int, str]) -> Row:
    return Row(
        name=one.name,
        note=one.short_name if one.short_name != one.name else "",
        url=reverse("desk:organisations-detail", args=[one.uuid]),
        kind=one.get_kind_display(),
        icon=kind_icon(one.kind),
        code=one.code,
        secretary=holders.get(one.pk, ""),
        level=min(one.depth - top, 4),
    )


def _counts(organisations: Iterable[Organisation]) -> tuple[tuple[str, int], ...]:
    """How many of each group; groups without any are left out."""
    counted = Counter(_group(one.kind) for one in organisations)
    return tuple((label, counted[label]) for label in _groups() if counted[label])


def _groups() -> tuple[str, ...]:
    return (_("乡镇（街道）"), _("村（社区）"), _("“两新”组织"), _("其他组织"))


def _group(kind: str) -> str:
    places = (kind in TOWNSHIP_LEVEL, kind in VILLAGE_LEVEL, kind in TWO_NEW, True)
    return next(label for label, here in zip(_groups(), places, strict=True) if here)


def _kpis(everything: list[Organisation]) -> tuple[Kpi, ...]:
    icons = dict(zip(_groups(), ("building-2", "house", "briefcase", "users"), strict=True))
    observed = sum(one.kind in OBSERVED for one in everything)
    figures = [Kpi(label, count, _("个"), icons[label]) for label, count in _counts(everything)]
    return (*figures, Kpi(_("观摩对象"), observed, _("个"), "footprints", note=_("每轮内部观摩逐个走到")))
