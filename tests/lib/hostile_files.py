"""Files that were made to hurt (security.md section 6), each built here: name, bytes."""

import bz2
import gzip
import io
import random
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

import xlsxwriter

MEGABYTE = 1024 * 1024
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGH = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGH}]>'
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'


def workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("组织").write_string("A1", "党组织代码")
    return made.getvalue()


def document() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    return packed({**parts(content), name: part})


def with_link(content: bytes) -> bytes:
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def with_big(content: bytes, name: str, megabytes: int, piece: bytes = b"\0") -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as big:
        for _number in range(megabytes):
            big.write(piece * (MEGABYTE // len(piece)))
    return made.getvalue()


def twins(content: bytes) -> bytes:
    """Two members of one name, as long as the one that is renamed: readers differ in which one they take."""
    return with_part(content, "xl/twins.xml0", b"x").replace(b"xl/styles.xml", b"xl/twins.xml0")


def poked(content: bytes, offset: int, value: bytes, *, central: bool) -> bytes:
    """The first member's head with other bytes in it."""
    at = (content.index(b"PK\x01\x02") if central else 0) + offset
    return content[:at] + value + content[at + len(value) :]


def png(width: int, height: int) -> bytes:
    """A picture of one colour, some kilobytes on the disk."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, rows = zlib.compressobj(9), bytes(1 + width // 8)
    data = b"".join(packer.compress(rows * 100) for _ in range(height // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tar_with_link() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return made.getvalue()


@cache
def made_once() -> dict[str, list[tuple[str, bytes]]]:
    """The workbooks, documents, pictures and others: some hold hundreds of megabytes before they are packed."""
    kinds = (hostile_workbooks, hostile_documents, hostile_pictures, hostile_others)
    return {kind.__name__: list(kind()) for kind in kinds}


def hostile_workbooks() -> Iterator[tuple[str, bytes]]:
    book = workbook()
    yield "bomb in a picture", with_big(book, "xl/media/image1.png", 200)
    yield "bomb in a worksheet", with_big(book, "xl/worksheets/sheet2.xml", 120, b"<c/>")
    yield "bomb that is dense and not large", with_big(book, "xl/media/image1.png", 60)
    yield "bomb of many members", packed({**parts(book), **{f"xl/media/{n}": b"" for n in range(2500)}})
    yield "member that says it is small", poked(book, 24, struct.pack("<I", 5), central=True)
    yield "member with another sum", poked(book, 16, b"\1\2\3\4", central=True)
    yield "member of an unknown packing", poked(book, 10, b"\x63\0", central=True)
    yield "member with a password", poked(poked(book, 8, b"\1\0", central=True), 6, b"\1\0", central=False)
    for name in ("../../evil.xml", "/etc/evil", "xl\\..\\..\\evil", "C:/evil.xml", "..", "xl/../../evil"):
        yield f"member called {name}", with_part(book, name, b"x")
    yield "member that is a link", with_link(book)
    yield "two members of one name", twins(book)
    yield "macros", with_part(book, "xl/vbaProject.bin", b"x")
    yield "macros in other letters", with_part(book, "xl/VBAPROJECT.BIN", b"x")
    yield "link to another workbook", with_part(book, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    for part in (BOOK, SHEET, STRINGS):
        yield f"nothing in {part}", with_part(book, part, b"")
        yield f"half of {part}", with_part(book, part, parts(book)[part][:-40])
        yield f"noise in {part}", with_part(book, part, random.Random(7).randbytes(4000))
    far = parts(book)[SHEET].replace(b'r="A1"', b'r="A1048576"').replace(b'<row r="1"', b'<row r="1048576"')
    yield "far cell below", with_part(book, SHEET, far)
    yield "far cell to the right", with_part(book, SHEET, parts(book)[SHEET].replace(b'r="A1"', b'r="XFD1"'))
    yield "foreign entity in the workbook", with_part(book, BOOK, f"{XXE}<workbook>&e;</workbook>".encode())
    yield "billion laughs in the workbook", with_part(book, BOOK, f"{LAUGHS}<workbook>&a9;</workbook>".encode())
    yield "workbook without worksheets", packed({name: part for name, part in parts(book).items() if name != SHEET})
    yield "workbook without a workbook", packed({name: part for name, part in parts(book).items() if name != BOOK})
    yield "half of a workbook", book[: len(book) // 2]
    yield "workbook without its list of contents", book[: book.index(b"PK\x01\x02")]
    yield "empty archive", packed({})
    yield "archive of something else", packed({"readme.txt": b"x"})
    yield "archive in an archive", packed({"inner.zip": packed({"inner.zip": book})})


def hostile_documents() -> Iterator[tuple[str, bytes]]:
    paper = document()
    yield "document with macros", with_part(paper, "word/vbaProject.bin", b"x")
    yield "document that is a bomb", with_big(paper, "word/media/image1.png", 200)
    yield "document with a way out", with_part(paper, "../../evil", b"x")
    yield "document with a link", with_link(paper)
    yield "half of a document", paper[: len(paper) // 2]
    yield "document without text", packed({"word/other.xml": b"<x/>"})


def hostile_pictures() -> Iterator[tuple[str, bytes]]:
    yield "picture of 144 million points", png(12_000, 12_000)
    yield "picture of 256 million points", png(16_000, 16_000)
    yield "half of a PNG", png(800, 800)[:60]
    yield "PNG without data", png(800, 800)[:33]
    yield "JPEG that ends at once", b"\xff\xd8\xff\xe0\0\x10JFIF\0"
    yield "JPEG of zeros", b"\xff\xd8\xff\xe0" + bytes(5000)
    yield "GIF with a huge frame", b"GIF89a" + struct.pack("<HH", 65535, 65535) + bytes(200)
    yield (
        "BMP that lies",
        b"BM" + struct.pack("<IHHIIiiHHIIiiII", 70, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0),
    )
    yield "WEBP of noise", b"RIFF\x20\0\0\0WEBPVP8 " + random.Random(3).randbytes(200)
    yield "TIFF", b"II*\0\x08\0\0\0" + bytes(100)
    yield "EPS that runs a command", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (r) file\n"
    yield "SVG with a script", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    yield "ICO", b"\0\0\1\0\1\0" + bytes(200)


def hostile_others() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "blanks", b" \r\n\t" * 100
    yield "zeros", bytes(MEGABYTE)
    yield "noise", random.Random(5).randbytes(100_000)
    yield "Windows program", b"MZ\x90\0" + bytes(3000)
    yield "Linux program", b"\x7fELF" + bytes(3000)
    yield "shell script", b"#!/bin/sh\nrm -rf ~\n"
    yield "page with a script", b"<!doctype html><script>alert(1)</script>"
    yield "PHP", b"<?php system($_GET['c']); ?>"
    yield "RTF", b"{\\rtf1\\object}"
    yield "old Excel", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000)
    yield "locked Excel", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") + bytes(300)
    yield "half of a PDF", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>"
    yield "gzip of much", gzip.compress(bytes(50 * MEGABYTE))
    yield "bzip2", bz2.compress(bytes(MEGABYTE))
    yield "tar with a link", tar_with_link()
    yield "7z", b"7z\xbc\xaf\x27\x1c" + bytes(300)
    yield "rar", b"Rar!\x1a\x07\1\0" + bytes(300)
    yield "shortcut", b"L\0\0\0\1\x14\2\0" + bytes(300)
    yield "brackets without an end", b"[" * 200_000
    yield "foreign entity", f"{XXE}<x>&e;</x>".encode()
    yield "billion laughs", f"{LAUGHS}<x>&a9;</x>".encode()
    yield "quadratic entity", f"{QUADRATIC}<x>{'&a;' * 50_000}</x>".encode()
    yield "more than twenty megabytes", b"PK\3\4" + bytes(21 * MEGABYTE)


def hostile_files() -> list[tuple[str, bytes]]:
    """All of them."""
    return [one for kind in made_once().values() for one in kind]
