"""The published archive of a sealed round: one zip that anyone can check (docs/method/archive-format).

The same state of the database always gives the same bytes. What people see (ranking, rules, roster, confirmations) is
read from its own tables, not from the log: where the two differ, the check finds it.
"""

import inspect
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from guanmo.lib import verify_archive
from guanmo.method.seal.event import Value
from guanmo.stages.results.domain.seal_round import roster_of, standings_told
from guanmo.stages.results.models import Seal, SealSignature
from guanmo.stages.rounds.domain.checkpoint import sign_checkpoint, verifier_key_of
from guanmo.stages.rounds.models import Round

LONG_AGO = (1980, 1, 1, 0, 0, 0)
README = """{title}：封存档案

封存指纹：{fingerprint}

这个文件夹里是本轮观摩打分的全部日志（评委用代号）、开始前定好的计分办法和名次。
任何人都可以核对，不用联网，不用账号，电脑上有 Python 3.8 或更新的版本即可：

    python verify.py 档案.zip --root "纸上的指纹"

请用封存当场印在纸上、留在手机上或者报县备案的指纹，不要用同一台服务器上的。
verify.py 请从可信的来源取，例如观摩的发行包，或者另一位同志手里的档案。
通过，说明评分表没有被改过、少过、换过次序，名次是按开始前定好的办法算出来的。
它不能说明打分是否公道。

文件的格式见观摩的说明 docs/method/archive-format。
"""


def archive_of(seal: Seal) -> bytes:
    """The zip file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as file:
        for name, body in sorted(_files(seal).items()):
            about = zipfile.ZipInfo(name, LONG_AGO)
            about.create_system, about.external_attr = 3, 0o644 << 16
            file.writestr(about, body)
    return whole.getvalue()


def _files(seal: Seal) -> Mapping[str, str]:
    round, bodies = seal.round, bodies_of(seal)
    readme = README.format(title=round.title, fingerprint=seal.checkpoint.fingerprint)
    return {
        "README.txt": readme,
        "events.jsonl": "".join(f"{body}\n" for body in bodies),
        "checkpoint.txt": seal.note,
        "latest.txt": sign_checkpoint(round, len(bodies)).note,
        "key.txt": f"{verifier_key_of(round)}\n",
        "rules.json": _written(_rules(round)),
        "roster.json": _written(_roster(seal, bodies)),
        "ranking.json": _written(standings_told(seal.ranking)),
        "draws.json": _written([]),
        "signatures.json": _written([_signature(one) for one in seal.signatures.select_related("by")]),
        "verify.py": inspect.getsource(verify_archive),
    }


def bodies_of(seal: Seal) -> list[str]:
    """The events of the archive: all there are; of a version that was opened again those up to this, and so for ever."""
    bodies = list(seal.round.score_events.order_by("seq").values_list("body", flat=True))
    for place, body in enumerate(bodies[seal.checkpoint.size :], start=seal.checkpoint.size):
        if json.loads(body)["event"] == "reopened":
            return bodies[: place + 1]
    return bodies


def _roster(seal: Seal, bodies: Sequence[str]) -> Value:
    """The roster as it is; of a version that was opened again as its log has it, since it may have changed since then."""
    if not seal.is_superseded:
        return roster_of(seal.round)
    sealed = [json.loads(body) for body in bodies[: seal.checkpoint.size]]
    roster: Value = [one for one in sealed if one["event"] == "closed"][-1]["roster"]
    return roster


def _rules(round: Round) -> Value:
    return {"official": round.official_rule, "classes": round.class_rule, "not_applicable": round.not_applicable}


def _signature(one: SealSignature) -> Value:
    return {"role": one.role, "name": str(one.by), "root": one.root}


def _written(content: Value) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
