"""Who stands where towards the objects of village A1 and of its township's round, for the matrix.

Everything that is asked for belongs to village A1, to town A above it, or to a round that town A ran. The people stand above,
beside, below and outside of these, in another county, in another round, or nowhere any more.
"""

from datetime import date, timedelta

from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.method.aggregation import OfficialRule
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import Duty, Form, GrantedRole, Kind
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.rounds.domain.create_round import Proposal, create_round
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from tests.county import SCORES, Scene

STANDING = {
    "county_head": "parent",
    "county_admin": "parent",
    "a_secretary": "parent",
    "a_officer": "parent",
    "a_member": "parent",
    "a1_secretary": "own",
    "a1_recorder": "own",
    "a2_secretary": "sibling",
    "ae_secretary": "sibling",
    "g_secretary": "child",
    "b_secretary": "other township",
    "b_member": "other township",
    "b1_secretary": "other township",
    "z_secretary": "other county",
    "z1_secretary": "other county",
    "guest": "takes part",
    "other_guest": "other round",
    "member": "own page",
    "nobody": "no role",
    "former": "deleted",
    "dissolved": "deleted",
    "auditor": "administrator",
    "inspector": "sent to inspect",
    "guide": "sent to guide",
    "line": "leads a line",
    "security": "administrator",
    "system": "administrator",
}
"""Each person by the account's name, and how the person stands towards A1."""

GRANTED = {
    "security": (GrantedRole.SECURITY_ADMIN, "C"),
    "system": (GrantedRole.SYSTEM_ADMIN, "C"),
    "inspector": (GrantedRole.INSPECTION_OFFICER, "A"),
    "guide": (GrantedRole.GUIDE, "A1"),
    "line": (GrantedRole.LINE_OFFICER, "AE"),
}
"""Whose role is not that of a post, and where."""


def people_it(county: Scene) -> None:
    """Add those whom the county of the tests lacks. Before the objects are made."""
    county.seat("a1_recorder", "A1", Duty.INFORMATION_OFFICER)
    county.add("G", "A1村网格党支部", Kind.GRID_BRANCH, Form.BRANCH, "A1")
    county.seat("g_secretary", "G", Duty.SECRETARY)
    county.add("X", "A镇撤销村党支部", Kind.VILLAGE, Form.BRANCH, "A")
    county.seat("dissolved", "X", Duty.SECRETARY)
    county.seat("former", "A1", Duty.LEADERSHIP_MEMBER)
    _other_county(county)
    for name, (role, code) in GRANTED.items():
        gift = Gift(role, county[code], timezone.localdate(), None, "任命")
        give_role(User.objects.create_user(name, name=name), gift, by=None)
    for name in ("guest", "other_guest", "member", "nobody", "former", "dissolved"):
        county.seat_without_a_role(name)


def _other_county(county: Scene) -> None:
    """A second county, which the importer of the tree refuses, in the same database."""
    county.add("Z0", "邻县", Kind.COUNTY, Form.COMMITTEE, None)
    county.add("ZD", "邻县县委组织部", Kind.ORGANISATION_DEPARTMENT, Form.DEPARTMENT, "Z0")
    county.add("Z", "Z镇", Kind.TOWN, Form.COMMITTEE, "Z0")
    county.add("Z1", "Z1村党支部", Kind.VILLAGE, Form.BRANCH, "Z")
    county.seat("z_head", "ZD", Duty.DEPARTMENT_HEAD)
    county.seat("z_admin", "ZD", Duty.DEPARTMENT_OFFICER)
    county.seat("z_secretary", "Z", Duty.SECRETARY)
    county.seat("z1_secretary", "Z1", Duty.SECRETARY)


def round_of(town: Organisation, quarter: int = 4) -> Proposal:
    """An internal round of a town, as its secretary proposes it."""
    return Proposal(
        tier=Tier.INTERNAL,
        organiser=town,
        period=Quarter(2026, quarter),
        starts_on=date(2026, 11, 1),
        deadline=date(2026, 12, 20),
        official=OfficialRule(),
        classes=SCORES,
    )


def part_them(county: Scene) -> None:
    """After the objects are made: who takes part where, whose post has ended, whose organisation is gone."""
    yesterday = timezone.localdate() - timedelta(days=1)
    round = Round.objects.get(organiser__code="A", tier=Tier.INTERNAL)
    county.person("guest").participations.create(round=round, organisation=county["C"], post="")
    other = create_round(round_of(county["B"]), by=county.person("b_secretary"))
    county.person("other_guest").participations.create(round=other, organisation=county["C"], post="")
    Member.objects.filter(name="样一", organisation=county["A1"]).update(account=county.person("member"))
    Appointment.objects.filter(user__username="former", post__organisation__code="A1").update(ended_on=yesterday)
    Organisation.objects.filter(code="X").update(dissolved_on=yesterday)
