"""The Merkle tree over a log (RFC 6962, section 2.1): one root for all events, short proofs about single ones.

A leaf is SHA-256(0x00, bytes of the event), a node SHA-256(0x01, left, right). A tree of n leaves is split at the largest
power of two below n. The root changes with every bit of every event and with their order.
"""

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(event: bytes) -> bytes:
    """The hash (32 bytes) of one event."""
    return sha256(b"\x00" + event).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes, in order; that of no leaves is the SHA-256 of nothing.

    >>> root_of([leaf_hash(b"")]).hex()[:16]
    '6e340b9cffb37a98'
    """
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path (section 2.1.1) of the leaf with this index, from 0: its neighbours on the way up to the root."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} in a tree of {len(leaves)}")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """The proof (section 2.1.2) that the tree of the first ``size`` leaves is the beginning of this one."""
    if not 0 < size <= len(leaves):
        raise ValueError(f"no tree of {size} inside one of {len(leaves)}")
    return _subproof(leaves, size, whole=True)


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root to which the proof leads from this leaf; raises ValueError when it cannot belong to such a tree."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    if size == 1:
        if proof:
            raise ValueError("the proof is too long")
        return leaf
    if not proof:
        raise ValueError("the proof is too short")
    split = _split(size)
    if index < split:
        return _node(root_by_inclusion(leaf, index, split, proof[:-1]), proof[-1])
    return _node(proof[-1], root_by_inclusion(leaf, index - split, size - split, proof[:-1]))


def is_consistent(old: bytes, old_size: int, new: bytes, new_size: int, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree with the root ``old`` is the beginning of the one with the root ``new``."""
    if not 0 < old_size <= new_size:
        return False
    try:
        roots, left = _roots(list(proof), old_size, new_size, old, whole=True)
    except ValueError:
        return False
    return not left and roots == (old, new)


def _roots(
    proof: list[bytes], old_size: int, size: int, old: bytes, *, whole: bool
) -> tuple[tuple[bytes, bytes], list[bytes]]:
    """The roots of the old and the new part under one node, as the proof has them, and what is left of the proof."""
    if old_size == size:
        if whole:
            return (old, old), proof
        if not proof:
            raise ValueError("the proof is too short")
        return (proof[0], proof[0]), proof[1:]
    split = _split(size)
    if old_size <= split:
        (old_part, new_part), left = _roots(proof, old_size, split, old, whole=whole)
        right, left = _first(left)
        return (old_part, _node(new_part, right)), left
    (old_part, new_part), left = _roots(proof, old_size - split, size - split, old, whole=False)
    start, left = _first(left)
    return (_node(start, old_part), _node(start, new_part)), left


def _first(proof: list[bytes]) -> tuple[bytes, list[bytes]]:
    if not proof:
        raise ValueError("the proof is too short")
    return proof[0], proof[1:]


def _subproof(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_subproof(leaves[:split], size, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], size - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
