"""Make the demo county: organisations through the act that a county uses, its 374 post holders in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from guanmo.demo import names
from guanmo.demo.scale import with_scale
from guanmo.stages.organisations.domain.create_organisation import create_organisation
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import VILLAGE_LEVEL, Duty, Form, GrantedRole, Kind
from guanmo.stages.organisations.models import Appointment, Organisation, Post, User
from guanmo.stages.organisations.queries import subordinates
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.domain.set_not_applicable import set_not_applicable
from guanmo.stages.sheets.importers.real import real_sheets
from guanmo.stages.sheets.models import Item

SINCE = date(2024, 1, 1)
PASSWORD = "qinghe-2026"

TEAM = (
    (Duty.SECRETARY, 1),
    (Duty.DEPUTY_SECRETARY, 2),
    (Duty.ORGANISATION_MEMBER, 1),
    (Duty.LEADERSHIP_MEMBER, 3),
    (Duty.ORGANISER, 1),
)


@dataclass(frozen=True, slots=True)
class Login:
    """One account to try: what it is, its user name."""

    role: str
    username: str


LOGINS = (
    Login("县委组织部干部（管理备案、评分表）", "xian"),
    Login("县委组织部部长", "buzhang"),
    Login("大塘镇党委书记（带队、点评、排名）", "shuji"),
    Login("大塘镇组织委员（台账、通知单）", "zuzhi"),
    Login("大塘镇班子成员（打分）", "banzi"),
    Login("大塘村书记（打分、整改）", "cun"),
    Login("“两新”组织书记（整改）", "liangxin"),
    Login("系统管理员（管服务器，看不到业务）", "xitong"),
    Login("安全管理员（账号与授权）", "anquan"),
    Login("审计管理员（审计记录）", "shenji"),
)
ADMINISTRATORS = {
    "xitong": GrantedRole.SYSTEM_ADMIN,
    "anquan": GrantedRole.SECURITY_ADMIN,
    "shenji": GrantedRole.AUDITOR,
}
SHOWCASE = "大塘镇"
_ACCOUNTS = {
    (SHOWCASE, Duty.SECRETARY): "shuji",
    (SHOWCASE, Duty.ORGANISATION_MEMBER): "zuzhi",
    (SHOWCASE, Duty.LEADERSHIP_MEMBER): "banzi",
    ("大塘村", Duty.SECRETARY): "cun",
    ("大塘农产品公司", Duty.SECRETARY): "liangxin",
}


class Builder:
    """Creates organisations one after the other and collects who sits where; names come from the made-up lists."""

    def __init__(self) -> None:
        self._people = names.people()
        self._numbers: Iterator[int] = count(1)
        self._accounts = dict(_ACCOUNTS)
        self._password = make_password(PASSWORD)  # hashed once: seven times takes a second
        self._seats: list[tuple[Organisation, Duty, User]] = []

    def organisation(
        self, code: str, short_name: str, kind: Kind, form: Form, parent: Organisation | None
    ) -> Organisation:
        suffix = "" if form == Form.DEPARTMENT else str(form.label)
        return create_organisation(
            code=code,
            name=f"{short_name}{suffix}",
            short_name=short_name,
            kind=kind,
            form=form,
            parent=parent,
            established_on=SINCE,
            by=None,
        )

    def seat(self, organisation: Organisation, duty: Duty, username: str = "") -> None:
        account = username or self._accounts.pop((organisation.short_name, duty), "")
        user = User(username=account or f"p{next(self._numbers):04d}", name=next(self._people))
        user.password = self._password if account else make_password(None)
        self._seats.append((organisation, duty, user))

    def fill_seats(self) -> None:
        """Store the users, their posts and their appointments."""
        User.objects.bulk_create(user for _, _, user in self._seats)
        places = dict.fromkeys((organisation, duty) for organisation, duty, _ in self._seats)
        posts = Post.objects.bulk_create(Post(organisation=one, duty=duty) for one, duty in places)
        by_place = dict(zip(places, posts, strict=True))
        Appointment.objects.bulk_create(
            Appointment(post=by_place[organisation, duty], user=user, started_on=SINCE)
            for organisation, duty, user in self._seats
        )


def build_county() -> list[Organisation]:
    """The tree with 12 townships, 180 villages and communities and 60 two-new organisations; returns the townships."""
    builder = Builder()
    county = builder.organisation("QH", names.COUNTY, Kind.COUNTY, Form.COMMITTEE, None)
    department = builder.organisation(
        "QH-ZZB", f"{names.COUNTY}委组织部", Kind.ORGANISATION_DEPARTMENT, Form.DEPARTMENT, county
    )
    builder.seat(department, Duty.DEPARTMENT_HEAD, "buzhang")
    builder.seat(department, Duty.DEPARTMENT_OFFICER, "xian")
    townships = [
        _township(builder, county, index, name, Kind(kind)) for index, (name, kind) in enumerate(names.TOWNSHIPS)
    ]
    for village in (one for township in townships for one in subordinates(township, VILLAGE_LEVEL)):
        if not village.code.endswith(("01", "05", "10", "07", "13")):  # the first three have theirs, two are vacant
            builder.seat(village, Duty.DEPUTY_SECRETARY)
    builder.fill_seats()
    _name_administrators(county)
    return townships


def _name_administrators(county: Organisation) -> None:
    """The three administrators, each an account of its own."""
    for username, role in ADMINISTRATORS.items():
        user = User.objects.create_user(username, name=str(role.label), password=PASSWORD)
        give_role(user, Gift(role, county, timezone.localdate(), None, "部务会研究确定"), by=None)


def _township(builder: Builder, county: Organisation, index: int, name: str, kind: Kind) -> Organisation:
    code = f"QH{index + 1:02d}"
    form = Form.WORKING_COMMITTEE if kind == Kind.STREET else Form.COMMITTEE
    township = builder.organisation(code, name, kind, form, county)
    for duty, number in TEAM:
        for _ in range(number):
            builder.seat(township, duty)
    for number, village in enumerate(names.villages(name, index), start=1):
        _village(builder, township, f"{code}{number:02d}", village, kind == Kind.STREET or number % 5 == 0)
    stem = name.rstrip("镇乡").removesuffix("街道")
    for number, (trade, trade_kind) in enumerate(names.TRADES, start=1):
        firm = builder.organisation(f"{code}L{number}", f"{stem}{trade}", Kind(trade_kind), Form.BRANCH, township)
        builder.seat(firm, Duty.SECRETARY)
    return township


def _village(builder: Builder, township: Organisation, code: str, name: str, community: bool) -> None:
    kind, ending = (Kind.COMMUNITY, "社区") if community else (Kind.VILLAGE, "村")
    village = builder.organisation(code, f"{name}{ending}", kind, Form.BRANCH, township)
    builder.seat(village, Duty.SECRETARY)
    if code.endswith(("01", "05", "10")):
        builder.seat(village, Duty.FULL_TIME_DEPUTY_SECRETARY)


def publish_real_sheets() -> None:
    """Both real sheets with the county's scale; the items that speak of communities do not apply to villages."""
    county_admin = User.objects.get(username="xian")
    for real in real_sheets():
        sheet = with_scale(real.code, real.sheet)
        draft = draft_sheet(sheet, code=real.code, kinds=[Kind(kind) for kind in real.kinds], by=county_admin)
        published = publish_sheet(draft, confirmed=True, by=county_admin)
        items = {str(item): item for item in Item.objects.filter(section__sheet=published).select_related("section")}
        for kind, keys in real.not_for:
            for key in keys:
                set_not_applicable(items[key], Kind(kind), applies=False, by=county_admin)
