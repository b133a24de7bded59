"""Who watches over the department's officers is not theirs to choose: the head names the three administrators.

So no officer seats or moves the head, takes a post of the department himself, renames one of these accounts or opens it with
another password. A change of the head is entered on the server (``guanmo import_tree``).
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import ADMINISTRATORS, Duty, Kind
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Appointment, Organisation, RoleGrant, User


def check_seating(organisation: Organisation, duty: Duty, user: User, *, by: User | None) -> None:
    """Raises NotAllowed for the head's post, and for the own person in a post of the department."""
    if by is None or organisation.kind != Kind.ORGANISATION_DEPARTMENT:
        return
    if duty == Duty.DEPARTMENT_HEAD:
        raise NotAllowed(_("组织部长的任免由系统管理员在服务器上登记（guanmo import_tree），不能在网页上改。"))
    if user.pk == by.pk:
        raise NotAllowed(_("不能给自己登记组织部的职务，请由同事登记。"))


def check_account(user: User, *, by: User | None) -> None:
    """Raises NotAllowed when the account watches over others and has a password already: it is its holder's alone."""
    if by is not None and user.has_usable_password() and watches(user):
        raise NotAllowed(
            _(
                "%(name)s是组织部长或管理员，账号和密码只能由本人修改。忘记密码的，在服务器上运行 guanmo changepassword %(account)s。"
            )
            % {"name": user.name, "account": user.username}
        )


def watches(user: User) -> bool:
    """Whether the account heads the department or is one of the three administrators, now or from a later day."""
    named = RoleGrant.objects.not_ended().filter(user=user, role__in=ADMINISTRATORS).exists()
    heads = Appointment.objects.filter(
        user=user, post__duty=Duty.DEPARTMENT_HEAD, post__organisation__kind=Kind.ORGANISATION_DEPARTMENT
    )
    return named or heads.exclude(ended_on__lt=timezone.localdate()).exists()
