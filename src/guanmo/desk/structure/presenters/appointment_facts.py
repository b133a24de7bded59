"""What is kept about appointments: procedures of village secretaries, sources, cross-appointments, concurrent and later posts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import share
from guanmo.stages.organisations.enums import (
    FACT_WORDS,
    LEADERSHIP_TEAM,
    PROCEDURES,
    SECTOR_SOURCES,
    TWO_NEW,
    VILLAGE_LEVEL,
    AppointmentFactKind,
    Duty,
    Kind,
)
from guanmo.stages.organisations.models import Appointment, AppointmentFact, SecretaryChange, User
from guanmo.stages.organisations.queries import Seats, access_of
from guanmo.stages.organisations.rules import may_review_secretaries

Facts = Mapping[int, Mapping[str, AppointmentFact]]
"""By appointment (its id) and kind: the newest fact."""
_SELECTION, _CROSS, _SOURCE = AppointmentFactKind.SELECTION, AppointmentFactKind.CROSS_POST, AppointmentFactKind.SOURCE


def fact_tables(
    user: User, seats: Sequence[Seats], facts: Facts, changes: Sequence[SecretaryChange]
) -> Sequence[Table]:
    """The tables below the teams; reviews and changes only for those who read them."""
    access = access_of(user)
    tables = [_procedures(seats, facts), _origins(seats, facts), _concurrent(seats), _counts(seats, facts)]
    if any(may_review_secretaries(access, one.organisation.path) for one in seats):
        tables += [_reviews(seats, facts), _changes(changes)]
    return [*tables, _full_time(seats, facts)]


def word_of(fact: AppointmentFact | None) -> str:
    """What a fact says, in words; empty where there is none."""
    return str(FACT_WORDS[AppointmentFactKind(fact.kind)].get(fact.word, fact.word)) if fact else ""


def _village_secretaries(seats: Iterable[Seats]) -> list[tuple[Seats, Appointment]]:
    return [(one, one.secretary) for one in seats if one.organisation.kind in VILLAGE_LEVEL and one.secretary]


def _procedures(seats: Iterable[Seats], facts: Facts) -> Table:
    """Village secretaries with a procedure that is missing (S4-14d)."""
    rows = []
    for one, held in _village_secretaries(seats):
        known = facts.get(held.pk, {})
        if any(kind not in known for kind in PROCEDURES):
            rows.append(
                (Cell(one.organisation.short_name), Cell(held.user.name), *(_done(known, k) for k in PROCEDURES))
            )
    head = [_("党组织名称"), _("书记"), *(str(kind.label) for kind in PROCEDURES)]
    title = _("任职程序还缺的村（社区）书记")
    return Table(title, head, rows, note=_("任职资格审查、任期审计、备案"), empty=_("都做了。"))


def _done(known: Mapping[str, AppointmentFact], kind: AppointmentFactKind) -> Cell:
    fact = known.get(kind)
    if fact is None:
        return Cell(_("还没有"), tone="bad")
    return Cell(_("%(word)s，%(on)s，%(body)s") % {"word": word_of(fact), "on": fact.on, "body": fact.body})


def _origins(seats: Iterable[Seats], facts: Facts) -> Table:
    """How each leader was chosen, from where a secretary came, and sources outside the sector's list (S3-1.1-f, S4-13a)."""
    allowed = {kind: words for kinds, words in SECTOR_SOURCES for kind in kinds}
    rows = []
    for one in seats:
        for held in one.held:
            known = facts.get(held.pk, {})
            if not {_SELECTION, _CROSS, _SOURCE} & set(known):
                continue
            source = known.get(_SOURCE)
            usual = allowed.get(Kind(one.organisation.kind))
            odd = bool(source and usual and held.post.duty == Duty.SECRETARY and source.word not in usual)
            rows.append(
                (
                    Cell(held.user.name),
                    Cell(f"{one.organisation.short_name}{held.post.get_duty_display()}"),
                    Cell(word_of(known.get(_SELECTION)) or "—"),
                    Cell(_("%(source)s（不在本领域选拔范围）") % {"source": word_of(source)}, tone="warn")
                    if odd
                    else Cell(word_of(source) or "—"),
                    Cell(word_of(known.get(_CROSS)) or "—"),
                )
            )
    head = (_("姓名"), _("职务"), _("产生方式"), _("书记来源"), _("交叉任职"))
    return Table(_("产生方式、来源和交叉任职"), head, rows, empty=_("还没有登记。"))


def _concurrent(seats: Iterable[Seats]) -> Table:
    """Leaders of a township who are at the same time secretaries of a village or community (S4-7g)."""
    posts: dict[int, list[tuple[Seats, Appointment]]] = defaultdict(list)
    for one in seats:
        for held in one.held:
            posts[held.user_id].append((one, held))
    rows = []
    for places in posts.values():
        leads = [p for p in places if p[0].organisation.is_township and p[1].post.duty in LEADERSHIP_TEAM]
        serves = [p for p in places if p[0].organisation.kind in VILLAGE_LEVEL and p[1].post.duty == Duty.SECRETARY]
        rows += [_both(lead, served) for lead in leads[:1] for served in serves]
    head = (_("姓名"), _("乡镇（街道）职务"), _("挂任书记的村（社区）"), _("从哪天起"))
    return Table(_("班子成员挂任村（社区）书记"), head, rows, empty=_("没有。"))


def _both(lead: tuple[Seats, Appointment], served: tuple[Seats, Appointment]) -> tuple[Cell, ...]:
    above, below = lead[0].organisation, served[0].organisation
    return (
        Cell(lead[1].user.name),
        Cell(f"{above.short_name}{lead[1].post.get_duty_display()}"),
        Cell(below.short_name),
        Cell(served[1].started_on),
    )


def _counts(seats: Sequence[Seats], facts: Facts) -> Table:
    """Shares of cross-appointment and numbers of later posts (S3-1.1-f, S1-E-1.1-b, S4-14b); unknown is not "no"."""
    later = Counter(one[AppointmentFactKind.LATER_POST].word for one in facts.values() if _has_later(one))
    words = FACT_WORDS[AppointmentFactKind.LATER_POST]
    rows = [
        (Cell(_("村（社区）班子成员在村“两委”交叉任职")), Cell(_cross(seats, facts, VILLAGE_LEVEL, "both_committees"))),
        (Cell(_("“两新”党组织班子和管理层交叉任职")), Cell(_cross(seats, facts, TWO_NEW, "management"))),
        *((Cell(_("书记后来任职：%(word)s") % {"word": word}), Cell(later[key])) for key, word in words.items()),
    ]
    return Table(_("合计"), (_("项目"), _("占比或人数")), rows, note=_("占比只算登记了的人"))


def _full_time(seats: Iterable[Seats], facts: Facts) -> Table:
    """Organisation committee members and organisers of each township, and whether that is all they do (S4-29h)."""
    duties = (Duty.ORGANISATION_MEMBER, Duty.ORGANISER)
    held = [
        (one.organisation, post)
        for one in seats
        if one.organisation.is_township
        for post in one.held
        if post.post.duty in duties
    ]
    said = {post.pk: facts.get(post.pk, {}).get(AppointmentFactKind.FULL_TIME) for _place, post in held}
    rows = [
        (
            Cell(place.short_name),
            Cell(post.user.name),
            Cell(post.post.get_duty_display()),
            Cell(word_of(said[post.pk]) or _("还没有登记")),
        )
        for place, post in held
    ]
    known = [one.word for one in said.values() if one]
    note = _("专职占%(share)s") % {"share": share(known.count("full_time"), len(known))}
    head = (_("乡镇（街道）"), _("姓名"), _("职务"), _("专职情况"))
    return Table(_("组织委员、组织员"), head, rows, note=note, empty=_("没有。"))


def _has_later(known: Mapping[str, AppointmentFact]) -> bool:
    return AppointmentFactKind.LATER_POST in known


def _cross(seats: Iterable[Seats], facts: Facts, kinds: frozenset[Kind], word: str) -> str:
    said = [
        known[_CROSS].word
        for one in seats
        if one.organisation.kind in kinds
        for held in one.held
        if _CROSS in (known := facts.get(held.pk, {}))
    ]
    return share(said.count(word), len(said))


def _reviews(seats: Iterable[Seats], facts: Facts) -> Table:
    """Every village secretary's review, or that there is none yet (S4-12a)."""
    rows = []
    for one, held in _village_secretaries(seats):
        fact = facts.get(held.pk, {}).get(AppointmentFactKind.REVIEW)
        none = (Cell(_("还没有"), tone="warn"), Cell("—"), Cell("—"))
        said = (Cell(word_of(fact)), Cell(fact.on), Cell(fact.body)) if fact else none
        url = reverse("desk:holders-change", args=[one.organisation.uuid, held.user.uuid])
        rows.append((Cell(one.organisation.short_name), Cell(held.user.name, url=url), *said))
    head = (_("党组织名称"), _("书记"), _("研判结论"), _("日期"), _("研判单位"))
    note = _("只有乡镇（街道）书记和县委组织部能看到；点书记姓名登记调整")
    return Table(_("村（社区）书记履职研判"), head, rows, note=note, empty=_("没有村（社区）书记。"))


def _changes(changes: Iterable[SecretaryChange]) -> Table:
    rows = [
        (
            Cell(one.appointment.post.organisation.short_name),
            Cell(one.appointment.user.name),
            Cell(one.on),
            Cell(one.decided_by.name),
            Cell(one.get_reason_display()),
        )
        for one in changes
    ]
    head = (_("党组织名称"), _("原书记"), _("离任日期"), _("决定的党组织"), _("原因"))
    note = _("只有乡镇（街道）书记和县委组织部能看到")
    return Table(_("书记调整"), head, rows, note=note, empty=_("没有。"))
