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
    return Tree(leaves).root


class Tree:
    """The tree over leaf hashes, made once: layer by layer, where a node without a neighbour goes up as it is."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        layer = list(leaves)
        self.size = len(layer)
        self._layers = [layer]
        while len(layer) > 1:
            pairs = zip(layer[::2], layer[1::2], strict=False)
            layer = [*(_node(left, right) for left, right in pairs), *layer[len(layer) & ~1 :]]
            self._layers.append(layer)

    @property
    def root(self) -> bytes:
        return self._layers[-1][0] if self.size else sha256(b"").digest()

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The audit path (section 2.1.1) of the leaf with this index, from 0: its neighbours on the way to the root."""
        if not 0 <= index < self.size:
            raise ValueError(f"no leaf {index} in a tree of {self.size}")
        neighbours = ((layer, (index >> level) ^ 1) for level, layer in enumerate(self._layers))
        return [layer[place] for layer, place in neighbours if place < len(layer)]

    def consistency_proof(self, size: int) -> list[bytes]:
        """The proof (section 2.1.2) that the tree of the first ``size`` leaves is the beginning of this one."""
        if not 0 < size <= self.size:
            raise ValueError(f"no tree of {size} inside one of {self.size}")
        return self._subproof(size, 0, self.size, whole=True)

    def _subproof(self, size: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        """SUBPROOF of section 2.1.2 for the part from ``start`` to ``end``, of which ``size`` leaves are old."""
        if size == end - start:
            return [] if whole else [self._node_over(start, end)]
        middle = start + _split(end - start)
        if size <= middle - start:
            return [*self._subproof(size, start, middle, whole=whole), self._node_over(middle, end)]
        rest = self._subproof(size - (middle - start), middle, end, whole=False)
        return [*rest, self._node_over(start, middle)]

    def _node_over(self, start: int, end: int) -> bytes:
        level = (end - start - 1).bit_length()
        return self._layers[level][start >> level]


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


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
