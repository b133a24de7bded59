"""The tree against the vectors of the reference implementation of Certificate Transparency (RFC 6962)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.seal.tree import (
    Tree,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    root_of,
)

EVENTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(one)) for one in EVENTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B = (
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
)
C = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
FIRST_OF_EIGHT = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    A,
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
INCLUSION = [
    (0, 1, []),
    (0, 8, FIRST_OF_EIGHT),
    (5, 8, [B, C, ROOTS[4]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], A, B]),
]
CONSISTENCY = [
    (1, 1, []),
    (1, 8, FIRST_OF_EIGHT),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", C, ROOTS[4]]),
    (2, 5, [A, B]),
]


def _hex(proof: list[bytes]) -> list[str]:
    return [one.hex() for one in proof]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(index: int, size: int, proof: list[str]) -> None:
    assert _hex(Tree(LEAVES[:size]).inclusion_proof(index)) == proof
    found = root_by_inclusion(LEAVES[index], index, size, [bytes.fromhex(one) for one in proof])
    assert found.hex() == ROOTS[size]


@pytest.mark.parametrize(("old", "new", "proof"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old: int, new: int, proof: list[str]) -> None:
    assert _hex(Tree(LEAVES[:new]).consistency_proof(old)) == proof
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert is_consistent(roots[0], old, roots[1], new, [bytes.fromhex(one) for one in proof])


@given(st.integers(1, 40), st.integers(0, 39), st.integers(0, 255), st.integers(0, 9))
def test_a_changed_proof_shows_nothing(size: int, index: int, bit: int, place: int) -> None:
    leaves = [leaf_hash(bytes([one])) for one in range(size)]
    index %= size
    proof = Tree(leaves).inclusion_proof(index)
    assert root_by_inclusion(leaves[index], index, size, proof) == root_of(leaves)
    if proof:
        changed = _flipped(proof, place % len(proof), bit)
        assert root_by_inclusion(leaves[index], index, size, changed) != root_of(leaves)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 255), st.integers(0, 9))
def test_a_changed_log_is_not_consistent(size: int, old: int, bit: int, place: int) -> None:
    leaves = [leaf_hash(bytes([one])) for one in range(max(size, old))]
    old = min(size, old)
    proof, roots = Tree(leaves).consistency_proof(old), (root_of(leaves[:old]), root_of(leaves))
    assert is_consistent(roots[0], old, roots[1], len(leaves), proof)
    assert not is_consistent(roots[0], old, roots[1], len(leaves), [*proof, leaves[0]])
    rewritten = [leaf_hash(b"changed"), *leaves[1:]]
    assert not is_consistent(roots[0], old, root_of(rewritten), len(leaves), Tree(rewritten).consistency_proof(old))
    if proof:
        changed = _flipped(proof, place % len(proof), bit)
        assert not is_consistent(roots[0], old, roots[1], len(leaves), changed)


def _flipped(proof: list[bytes], place: int, bit: int) -> list[bytes]:
    whole = int.from_bytes(proof[place], "big") ^ (1 << bit)
    return [*proof[:place], whole.to_bytes(32, "big"), *proof[place + 1 :]]


@pytest.mark.parametrize(("index", "size", "proof"), [(1, 1, []), (0, 1, [bytes(32)]), (0, 2, []), (-1, 3, [])])
def test_a_proof_of_the_wrong_length_is_refused(index: int, size: int, proof: list[bytes]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 which of the sentences does not matter
        root_by_inclusion(LEAVES[0], index, size, proof)
