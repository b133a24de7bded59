"""Draw again: python draw_again.py LIST.csv OCCASION DICE STRATUM=NUMBER ...   (=NUMBER for a list without strata)"""

import csv
import sys
from hashlib import sha256

path, occasion, dice, *wanted = sys.argv[1:]


def plain(text):
    return " ".join((text or "").split())


def line(*parts):
    return "\t".join(map(plain, parts)) + "\n"


sizes = {plain(stratum): int(number) for stratum, _, number in (one.rpartition("=") for one in wanted) if int(number)}
with open(path, encoding="utf-8-sig", newline="") as file:
    rows = [
        tuple(plain(row.get(key)) for key in ("stratum", "organisation", "excluded")) for row in csv.DictReader(file)
    ]


counts = sorted(line("size", stratum, str(number)) for stratum, number in sizes.items())
text = "".join([line("occasion", occasion), *counts, *sorted(line("entry", *row) for row in rows)])
digest = sha256(text.encode()).hexdigest()
inner = sha256(f"{dice}|{occasion}|{digest}".encode()).hexdigest()
print("digest", digest)
for stratum, number in sizes.items():
    left = [name for there, name, excluded in rows if there == stratum and not excluded]
    left.sort(key=lambda name: str(int(sha256((inner + name).encode()).hexdigest(), 16)).zfill(64)[::-1])
    print(stratum, *left[:number])
