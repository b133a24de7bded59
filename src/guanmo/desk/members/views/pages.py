"""Form pages as the views of this area make them: of a member, of an organisation, of what hangs on either."""

from django.urls import reverse

from guanmo.desk.members.shapes import FormPage
from guanmo.stages.members.models import Member
from guanmo.ui.shapes import Text


def of_member(member: Member, title: Text, button: Text) -> FormPage:
    """A form about a member; done, it leads back to the member's page."""
    back = reverse("desk:members-detail", args=[member.uuid])
    subject = f"{member.name} · {member.organisation.name}"
    return FormPage(title=title, button=button, above=member.name, back=back, subject=subject)


def below(path: str, above: Text, title: Text, button: Text, subject: Text = "", **more: object) -> FormPage:
    """A form below the list of that name; done, it leads back there."""
    return FormPage(title=title, button=button, above=above, back=reverse(path), subject=subject, **more)  # type: ignore[arg-type]
