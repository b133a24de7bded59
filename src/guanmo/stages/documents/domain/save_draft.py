"""Keep what somebody is writing until it is issued."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
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


def claim_draft(kind: Kind, issuer: Organisation, *, round: Round | None = None, seen: int, by: User) -> None:
    """Hold what is to be issued as it was seen (version 0: no draft), so that a second press or a stale page issues nothing.

    Call inside the issuing transaction. Raises DraftChanged when it was issued, or another draft saved, meanwhile.
    """
    draft, made = Draft.objects.select_for_update().get_or_create(
        kind=kind, issuer=issuer, round=round, defaults={"version": 0, "by": by}
    )
    if not made and draft.version != seen:
        raise DraftChanged(_("这份公文刚刚印发过，或者别人改过草稿，没有再印发。请从公文列表重新打开，核对后再办。"))


def drop_draft(kind: Kind, issuer: Organisation, *, round: Round | None = None) -> None:
    """Empty the draft of what has been issued; its version goes on, so that pages opened before are known to be stale."""
    Draft.objects.filter(kind=kind, issuer=issuer, round=round).update(fields={}, version=F("version") + 1)
