"""What a JPEG file says about itself, read from its segments without drawing it."""

from dataclasses import dataclass

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_METADATA = (b"Exif\x00", b"http://ns.adobe.com/", b"Photoshop 3.0")


@dataclass(frozen=True, slots=True)
class Picture:
    """Size in pixels, and whether EXIF, XMP or IPTC data (position, device, author) is in the file."""

    width: int
    height: int
    has_metadata: bool


def inspect_jpeg(body: bytes) -> Picture:
    """Read the segments up to the first scan. Raises ValueError when it is not a whole JPEG file."""
    if body[:2] != b"\xff\xd8" or body[-2:] != b"\xff\xd9":
        raise ValueError("not a JPEG file")
    size, has_metadata, place = None, False, 2
    while True:
        marker, content, place = _segment(body, place)
        if marker in _FRAMES:
            size = int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big")
        has_metadata = has_metadata or content.startswith(_METADATA)
        if marker == _SCAN:
            break
    if size is None or not all(size):
        raise ValueError("the JPEG file has no size")
    return Picture(*size, has_metadata)


def _segment(body: bytes, place: int) -> tuple[int, bytes, int]:
    """The marker and the content of the segment at ``place``, and where the next one begins."""
    length = int.from_bytes(body[place + 2 : place + 4], "big")
    if place + 4 > len(body) or body[place] != 0xFF or length < 2:
        raise ValueError("the JPEG file is damaged")
    return body[place + 1], body[place + 4 : place + 2 + length], place + 2 + length
