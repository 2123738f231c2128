"""What broke off on the way is no page. Scrapy refuses what is shorter than its Content-Length and chunks without an end;
it reads on where no length was given, and in packed bodies as far as they go."""

from __future__ import annotations

import zlib

from scrapy import Request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Response

PIECE = 2**16
LARGEST = 2**26
"""Bytes unpacked after which the end of a body is not waited for: it is too large for others anyway."""


class RefuseHalves:
    """A downloader middleware below the archive, which keeps no halves either."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises ResponseDataLossError."""
        if is_half(response):
            raise ResponseDataLossError(f"{response.url} broke off")
        return response


def is_half(response: Response) -> bool:
    """Whether a body, as it came, lacks its end: that of the packing, or of a page without a length."""
    body = response.body
    coding = (response.headers.get("Content-Encoding") or b"").strip().lower()
    if coding in (b"gzip", b"x-gzip"):
        return not _ends(body)
    page = b"<html" in body[:2000].lower() and b"</html" not in body.lower()
    return "partial" in response.flags and not coding and page


def _ends(body: bytes) -> bool:
    """Whether gzip comes to its end. Its checksum may be missing: some servers leave it out."""
    if body[:4] != b"\x1f\x8b\x08\x00":
        return True  # not packed, whatever the server says, or with a name in the header as no server sends it
    unpacking, rest, size = zlib.decompressobj(-zlib.MAX_WBITS), body[10:], 0
    while rest and not unpacking.eof and size < LARGEST:
        try:
            size += len(unpacking.decompress(rest, PIECE))
        except zlib.error:
            return True  # spoilt, which is for others to tell
        rest = unpacking.unconsumed_tail
    return unpacking.eof or size >= LARGEST
