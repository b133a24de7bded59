"""No wrong proof is believed, of whatever kind (security.md B4). A verifier of another log once believed some (GHSA-672p-m5jq-mrh8)."""

import os
from collections.abc import Callable
from random import Random

from guanmo.method.seal.tree import Tree, _roots, is_consistent, leaf_hash, root_by_inclusion

PROOFS = int(os.environ.get("GUANMO_PROOFS", 10_000))
LARGEST = 70

Consistency = tuple[bytes, int, bytes, int, list[bytes]]
Verifier = Callable[[bytes, int, bytes, int, list[bytes]], bool]
TREES = [Tree([leaf_hash(bytes([one])) for one in range(size)]) for size in range(LARGEST + 1)]


def spoiled(proof: list[bytes], random: Random) -> list[bytes]:
    """A bit changed, a hash left out, put in, doubled, exchanged with its neighbour, or everything turned round."""
    ways = ["bit", "less", "turned", "exchanged"] if proof else []
    way, place = random.choice([*ways, "more", "more"]), random.randrange(len(proof) + 1)
    if way == "more":
        return [*proof[:place], random.choice([*proof, random.randbytes(32)]), *proof[place:]]
    place = random.randrange(len(proof))
    if way == "bit":
        changed = (int.from_bytes(proof[place], "big") ^ 1 << random.randrange(256)).to_bytes(32, "big")
        return [*proof[:place], changed, *proof[place + 1 :]]
    if way == "less":
        return [*proof[:place], *proof[place + 1 :]]
    if way == "turned":
        return proof[::-1]
    return [*proof[:place], *proof[place + 1 : place + 2], proof[place], *proof[place + 2 :]]


def wrong_consistency(random: Random) -> tuple[Consistency, Consistency]:
    """A true statement with its proof, and a false one or one with a spoiled proof."""
    size = random.randint(2, LARGEST)
    old = random.randint(1, size)
    tree = TREES[size]
    true = (TREES[old].root, old, tree.root, size, tree.consistency_proof(old))
    kind = random.randrange(4)
    if kind == 0:
        return true, (*true[:4], spoiled(true[4], random))
    if kind == 1:  # another old log
        rewritten = Tree([leaf_hash(b"changed"), *[leaf_hash(bytes([one])) for one in range(1, old)]])
        return true, (rewritten.root, *true[1:])
    if kind == 2:  # another size for the same proof
        return true, (true[0], old + random.choice([-1, 1]), *true[2:])
    return true, (*true[:2], random.randbytes(32), *true[3:])


def wrong_inclusion(random: Random) -> tuple[bytes, int, int, list[bytes], bytes]:
    """A leaf that is not there, or elsewhere, or has a spoiled proof; and the root."""
    size = random.randint(1, LARGEST)
    index = random.randrange(size)
    proof, root = TREES[size].inclusion_proof(index), TREES[size].root
    leaf = leaf_hash(bytes([index]))
    assert root_by_inclusion(leaf, index, size, proof) == root
    kind = random.randrange(3)
    if kind == 0:
        return leaf, index, size, spoiled(proof, random), root
    if kind == 1 and size > 1:
        return leaf, (index + random.randrange(1, size)) % size, size, proof, root
    return leaf_hash(b"never"), index, size, proof, root


def accepted(verifier: Verifier, number: int) -> int:
    """How many of so many wrong proofs the verifier believes; a true one that it does not believe fails the test."""
    random, believed = Random(7), 0
    for _turn in range(number):
        true, wrong = wrong_consistency(random)
        assert verifier(*true)
        believed += wrong != true and verifier(*wrong)
    return believed


def test_no_wrong_proof_that_the_log_goes_on_is_believed() -> None:
    assert accepted(is_consistent, PROOFS // 2) == 0


def test_no_wrong_proof_that_a_sheet_is_in_the_log_is_believed() -> None:
    random, believed = Random(8), 0
    for _turn in range(PROOFS // 2):
        leaf, index, size, proof, root = wrong_inclusion(random)
        if proof == TREES[size].inclusion_proof(index) and leaf == leaf_hash(bytes([index])):
            continue  # turned round or exchanged, it was the same again
        try:
            believed += root_by_inclusion(leaf, index, size, proof) == root
        except ValueError:
            continue
    assert believed == 0


def careless(old: bytes, old_size: int, new: bytes, new_size: int, proof: list[bytes]) -> bool:
    """Looks at the new root alone, as that other verifier did."""
    try:
        (_first, second), _left = _roots(list(proof), old_size, new_size, old, whole=True)
    except (ValueError, RecursionError):
        return False
    return second == new


def test_control_a_verifier_that_looks_at_the_new_root_alone_believes_some() -> None:
    assert accepted(careless, 500) > 0
