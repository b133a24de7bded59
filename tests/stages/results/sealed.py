"""A sealed round and its archive, for the tests of the seal: corrections, a conflict, a late sheet, two confirmations."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from guanmo.method.seal.checkpoint import Checkpoint, read_checkpoint
from guanmo.method.seal.event import canonical
from guanmo.method.seal.tree import leaf_hash, root_of
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.results.domain.objection import answer_objection, object_to
from guanmo.stages.results.domain.recount import recount
from guanmo.stages.results.domain.sign_seal import sign_seal
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.exporters.archive import archive_of
from guanmo.stages.results.models import Seal, Standing
from guanmo.stages.rounds.domain.checkpoint import sign
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.settle_conflict import settle_conflict
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import BallotDeduction, BallotVersion
from tests.county import Scene, ballot, visit_to
from tests.stages.results.scene import end_the_window, scored_round

Files = dict[str, bytes]


def sealed_round(county: Scene, **changes: Any) -> Seal:
    """Scored with a correction and a settled conflict, closed, confirmed by two, and a sheet came too late."""
    round = scored_round(county, **changes)
    _correct_and_settle(county, round)
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))
    seal = Seal.objects.get()
    root = seal.checkpoint.root.hex()
    sign_seal(seal, SealRole.ORGANISER, root=root, by=county.person("a_secretary"))
    sign_seal(seal, SealRole.SUPERVISOR, root=root, by=county.person("county_admin"))
    with pytest.raises(BallotRefused):
        submit_ballot(ballot(visit_to(round, "A2")), by=county.person("a_member"))
    return seal


def recounted_round(county: Scene) -> Seal:
    """The same, and then A1 had the 1.00 back that a_deputy took off: 99.50 and 97.75 make 98.63."""
    seal = sealed_round(county, objection_days=3)
    standing = Standing.objects.get(organisation__code="A1")
    line = BallotDeduction.objects.get(points="1.00", version__ballot__visit__organisation__code="A1")
    objection = object_to(standing, [line], text="换届批复在组织办", by=county.person("a1_secretary"))
    answer_objection(objection, {line.pk: Decimal(0)}, text="查看了批复", by=county.person("a_officer"))
    end_the_window()
    recount(Round.objects.get(pk=seal.round_id), by=county.person("a_secretary"))
    return seal


def _correct_and_settle(county: Scene, round: Any) -> None:
    """A2 by a_deputy is corrected to 98.00; a_officer sends two sheets for A3, and the second is chosen."""
    first = BallotVersion.objects.get(ballot__visit=visit_to(round, "A2"))
    document = ballot(visit_to(round, "A2"), {"五.1": ("2.00", "标语没有更新")}, previous=str(first.pk), reason="算错")
    submit_ballot(document, by=county.person("a_deputy"))
    for points in ("1.00", "4.00"):
        submit_ballot(ballot(visit_to(round, "A3"), {"二.1": (points, "记录不全")}), by=county.person("a_officer"))
    chosen = BallotVersion.objects.get(ballot__participant__user__username="a_officer", total="96.00")
    settle_conflict(chosen, reason="以后一份为准", by=county.person("a_secretary"))


def files_of(seal: Seal) -> Files:
    with zipfile.ZipFile(io.BytesIO(archive_of(Seal.objects.get(pk=seal.pk)))) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def packed(files: Mapping[str, bytes]) -> io.BytesIO:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as whole:
        for name, content in files.items():
            whole.writestr(name, content)
    body.seek(0)
    return body


def changed_json(files: Files, name: str, change: Callable[[Any], Any]) -> Files:
    """The files with one JSON file changed and written in the same form again."""
    content = json.loads(files[name])
    change(content)
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return {**files, name: written.encode()}


def resigned(files: Files, change: Callable[[list[Any]], None]) -> Files:
    """The files as somebody who holds the server and its key would make them: events changed, everything signed anew."""
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    sealed = read_checkpoint(files["checkpoint.txt"].decode())
    change(events)
    root = root_of([leaf_hash(canonical(one)) for one in events[: sealed.size]])
    for one in events[sealed.size :]:
        if one["event"] == "seal_signed":
            one["root"] = root.hex()
    lines = [canonical(one) for one in events]
    latest = root_of([leaf_hash(line) for line in lines])
    forged = {
        **files,
        "events.jsonl": b"".join(line + b"\n" for line in lines),
        "checkpoint.txt": sign(Checkpoint(sealed.origin, sealed.size, root)).encode(),
        "latest.txt": sign(Checkpoint(sealed.origin, len(lines), latest)).encode(),
    }
    forged = changed_json(forged, "signatures.json", lambda rows: [one.update(root=root.hex()) for one in rows])
    ranked = [one for one in events if one["event"] == "ranked"][-1]["standings"]
    return changed_json(forged, "ranking.json", lambda rows: rows.__setitem__(slice(None), ranked))
