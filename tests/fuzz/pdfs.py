"""PDFs made by hand, as no program would make them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

TEXT = b"BT /F 12 Tf 72 700 Td (Some words of a page, and more of them.) Tj ET\n"


def a_pdf(pages: Iterable[int], objects: Mapping[int, bytes], *, resources: str = "", trailer: str = "") -> bytes:
    """A PDF of which each page shows one of the objects, a stream from number 10 on."""
    shown = list(pages)
    first = 1_000_000
    kids = " ".join(f"{first + at} 0 R" for at in range(len(shown)))
    every = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: f"<</Type /Pages /Count {len(shown)} /Kids [{kids}] /Resources <</Font <</F 3 0 R>> {resources}>>>>".encode(),
        3: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        **objects,
        **{
            first + at: f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number} 0 R>>".encode()
            for at, number in enumerate(shown)
        },
    }
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in every.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(body + f"trailer <</Root 1 0 R /Size {first} {trailer}>>\nstartxref\n{start}\n%%EOF".encode())


def a_stream(content: bytes, keys: str = "", *, packed: int = 0) -> bytes:
    """A stream that is packed so many times over."""
    for _ in range(packed):
        content = zlib.compress(content)
    filters = f"/Filter [{'/FlateDecode ' * packed}]" if packed else ""
    return f"<</Length {len(content)} {keys} {filters}>>\nstream\n".encode() + content + b"\nendstream"


def shows(content: bytes, *, packed: int = 0, times: int = 1) -> bytes:
    """A PDF whose pages all show this."""
    return a_pdf([10] * times, {10: a_stream(content, packed=packed)})


def forms(depth: int, *, each: int) -> bytes:
    """Forms that show the next form several times: the last is shown `each ** depth` times."""
    objects = {10: a_stream(b"/X20 Do\n")}
    for level in range(depth):
        number = 20 + level
        names = f"/Type /XObject /Subtype /Form /Resources <</Font <</F 3 0 R>> /XObject <</X{number + 1} {number + 1} 0 R>>>>"
        objects[number] = a_stream(TEXT + b"/X%d Do\n" % (number + 1) * each, names)
    objects[20 + depth] = a_stream(TEXT, "/Type /XObject /Subtype /Form /Resources <</Font <</F 3 0 R>>>>")
    return a_pdf([10], objects, resources="/XObject <</X20 20 0 R>>")


def circle() -> bytes:
    """A page tree that is its own child, and a trailer that goes before itself."""
    body = a_pdf([10], {10: a_stream(TEXT)}, trailer="/Prev 9")
    return body.replace(b"/Kids [1000000 0 R]", b"/Kids [2 0 R]")


def to_unicode(entries: int) -> bytes:
    """A font with a table of so many characters."""
    table = b"begincmap\n" + b"".join(b"1 beginbfrange\n<0000> <ffff> <0000>\nendbfrange\n" for _ in range(entries))
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 11 0 R>>"
    return a_pdf([10], {10: a_stream(TEXT), 11: a_stream(table, packed=1), 3: font})
