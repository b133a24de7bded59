"""Keep an office's own form for a kind of document, version by version; put it away again."""

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.models import DocumentTemplate
from guanmo.stages.documents.rules import may_keep_templates
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@transaction.atomic
def keep_template(kind: Kind, owner: Organisation, *, name: str, content: bytes, by: User) -> DocumentTemplate:
    """Keep the next version; the calling page has tried it with real data. Raises NotAllowed."""
    return _next(kind, owner, name=PurePath(name).name[-120:], content=content, retired=False, by=by)


@transaction.atomic
def retire_template(template: DocumentTemplate, *, by: User) -> DocumentTemplate:
    """From here on the house's own form is used again; the versions stay. Raises NotAllowed."""
    kind, owner = Kind(template.kind), template.owner
    return _next(kind, owner, name=template.name, content=b"", retired=True, by=by)


def _next(kind: Kind, owner: Organisation, *, name: str, content: bytes, retired: bool, by: User) -> DocumentTemplate:
    if not may_keep_templates(access_of(by), owner.pk):
        raise NotAllowed(_("只能管理本单位的公文模板。"))
    Organisation.objects.select_for_update().get(pk=owner.pk)
    newest = DocumentTemplate.objects.filter(kind=kind, owner=owner).order_by("-version").first()
    template = DocumentTemplate.objects.create(
        kind=kind,
        owner=owner,
        version=newest.version + 1 if newest else 1,
        name=name,
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        retired=retired,
        by=by,
    )
    record("template.retired" if retired else "template.kept", template, by=by, digest=template.digest)
    return template
