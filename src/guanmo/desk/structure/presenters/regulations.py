"""The register of regulations: exact titles, since when, what rests on them, who checked them (S4-23d)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.members.models import MemberLimits
from guanmo.stages.organisations.models import Regulation, StructureLimits, User
from guanmo.stages.organisations.queries import access_of, bases_of, regulations
from guanmo.stages.organisations.rules import may_keep_regulations
from guanmo.ui.shapes import Kpi


def regulations_page(user: User) -> ListPage:
    """The page as the user may see it; the county's department opens each to check it."""
    found, today = regulations(user), timezone.localdate()
    keeps, unchecked = may_keep_regulations(access_of(user)), sum(one.pk is None for one in found)
    return ListPage(
        title=_("党内法规"),
        subject=_("系统里的期限、人数标准和程序依据哪些党内法规；文件里引用得不准的，也记在这里。"),
        kpis=(
            Kpi(_("登记的法规"), len(found), _("部"), "book-open"),
            Kpi(_("还没有核对的"), unchecked, _("部"), "search-check", tone="bad" if unchecked else "plain"),
        ),
        tables=(_table(found, _resting(user), keeps, today), _citations(found)),
        actions=(Action(_("登记一部"), reverse("desk:regulations-create")),) if keeps else (),
    )


def _table(found: Iterable[Regulation], resting: Mapping[str, Sequence[str]], keeps: bool, today: date) -> Table:
    rows = [
        (
            Cell(str(one), url=reverse("desk:regulations-edit", args=[one.code]) if keeps else ""),
            Cell(one.issuer),
            Cell(one.valid_from or "—"),
            Cell(one.valid_to or "—", tone="bad" if one.valid_to and one.valid_to <= today else ""),
            Cell(_("、").join(resting.get(one.code, ())) or "—"),
            Cell(
                f"{one.by.name} {one.at:%Y-%m-%d}" if one.pk and one.by else _("待核对"), tone="" if one.pk else "warn"
            ),
        )
        for one in found
    ]
    head = (_("全称"), _("制定机关"), _("施行日期"), _("废止日期"), _("哪些标准依据它"), _("核对"))
    return Table(_("法规"), head, rows)


def _citations(found: Iterable[Regulation]) -> Table:
    """Where documents name a regulation otherwise than it is titled, and where that is wrong."""
    rows = [
        (Cell(str(one)), Cell(one.cited_as or "—"), Cell(one.note or "—")) for one in found if one.cited_as or one.note
    ]
    return Table(_("文件怎样引用"), (_("全称"), _("文件里的其他写法"), _("引用的出入")), rows, empty=_("没有。"))


def _resting(user: User) -> dict[str, list[str]]:
    """By regulation what rests on it, as the forms of the limits call it."""
    labels = {field.name: field.verbose_name for one in (StructureLimits, MemberLimits) for field in one._meta.fields}
    found: dict[str, list[str]] = {}
    for name, one in bases_of(user).items():
        found.setdefault(one.code, []).append(str(labels[name]))
    return found


def bases(user: User, names: Iterable[str]) -> Mapping[str, str]:
    """For each limit that rests on a regulation, the sentence that names it."""
    found = bases_of(user)
    return {name: basis_in_words(found[name]) for name in names if name in found}


def basis_in_words(one: Regulation) -> str:
    """依据《…》, and that it ended where it did."""
    ended = one.valid_to is not None and one.valid_to <= timezone.localdate()
    words = _("依据%(title)s") % {"title": one}
    return _("%(words)s（已废止，请核对）") % {"words": words} if ended else words
