"""The signed checkpoint of a round's score log, and the tree from which proofs are made (security.md 3.1)."""

from dataclasses import dataclass

from guanmo.lib.log_key import log_key
from guanmo.method.seal.checkpoint import Checkpoint, origin_of, signed_note, verifier_key
from guanmo.method.seal.tree import Tree
from guanmo.stages.rounds.models import Round, ScoreEvent


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """The checkpoint, its signed note, and the tree that it is about."""

    checkpoint: Checkpoint
    note: str
    tree: Tree


def sign_checkpoint(round: Round, size: int | None = None) -> SignedCheckpoint:
    """Sign what the log of the round holds now, or its first ``size`` events."""
    stored = ScoreEvent.objects.filter(round=round).order_by("seq").values_list("leaf", flat=True)[:size]
    tree = Tree([bytes(one) for one in stored])
    checkpoint = Checkpoint(origin_of(str(round.uuid)), tree.size, tree.root)
    return SignedCheckpoint(checkpoint, sign(checkpoint), tree)


def sign(checkpoint: Checkpoint) -> str:
    """The signed note of the checkpoint, by the key of this server."""
    key = log_key()
    return signed_note(checkpoint.text, checkpoint.origin, key.public, key.private.sign(checkpoint.text.encode()))


def verifier_key_of(round: Round) -> str:
    """The public key in the form in which the archive carries it."""
    return verifier_key(origin_of(str(round.uuid)), log_key().public)
