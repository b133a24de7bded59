"""Keep what somebody is writing until it is issued."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.errors import DraftChanged
from guanmo.stages.documents.models import Draft
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models import Round


@transaction.atomic
def save_draft(
    kind: Kind, issuer: Organisation, fields: Mapping[str, str], *, round: Round | None = None, seen: int, by: User
) -> Draft:
    """Save over version ``seen`` (0 when there was none). Raises DraftChanged when somebody saved another meanwhile.

    The calling page has checked who may write.
    """
    draft, made = Draft.objects.select_for_update().get_or_create(
        kind=kind, issuer=issuer, round=round, defaults={"fields": dict(fields), "by": by}
    )
    if made:
        return draft
    if draft.version != seen:
        raise DraftChanged(
            _("%(name)s刚刚保存过另一份草稿，没有覆盖。您写的内容还在下面；请另开一页对照后再保存。")
            % {"name": draft.by}
        )
    draft.fields, draft.by, draft.version = dict(fields), by, draft.version + 1
    draft.save()
    return draft


def drop_draft(kind: Kind, issuer: Organisation, *, round: Round | None = None) -> None:
    """Forget the draft of what has been issued."""
    Draft.objects.filter(kind=kind, issuer=issuer, round=round).delete()
