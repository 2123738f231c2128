"""What a server may do wrong, and what should come of it. A fault is on the second of three articles unless it says so."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from tests.chaos.web import Page, Pieces, always, answer, endless

NUMBERS = (1, 2, 3)
OTHERS = (1, 3)
TEXT = "The two universities agreed on what they will do together in the coming years, and with whom. " * 6
LARGE = 50 * 10**6
BOMB = 300 * 10**6
"""Bytes that a bomb unpacks to."""


def story(host: str, number: int, *, more: str = "", charset: str = "utf-8") -> str:
    name = f"Story {number} of {host}"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='{charset}'><title>{name}</title>"
        f"<meta property='article:published_time' content='2024-05-0{number}'></head><body><article><h1>{name}</h1>"
        f"<p>{TEXT}</p><p>{more} Story {number} was told at {host}, and this is the end of it.</p></article></body></html>"
    )


def listing(*numbers: int, after: str = "") -> str:
    links = "".join(f'<a href="/n/{number}">x</a>' for number in numbers)
    return f"<html><body>{links}{after}</body></html>"


def sitemap(host: str, *names: str, index: bool = False) -> bytes:
    root, entry = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(f"<{entry}><loc>http://{host}{name}</loc></{entry}>" for name in names)
    xml = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'
    return answer(xml, media_type="text/xml")


def feed(host: str, numbers: range) -> bytes:
    items = "".join(f"<item><title>Story {n}</title><link>http://{host}/n/{n}</link></item>" for n in numbers)
    return answer(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>', media_type="text/xml")


@dataclass(frozen=True)
class Fault:
    """`wrong` are the pages at fault, by path: an answer, or what makes it of the host and the server's address."""

    wrong: Mapping[str, Page | Callable[[str, str], Page]]
    codes: set[str] = field(default_factory=set)
    """Of the issues that tell it."""
    perhaps: set[str] = field(default_factory=set)
    """Of issues that depend on which request was the first."""
    stored: tuple[int, ...] = OTHERS
    """Articles of the first night, at least."""
    kind: str = "html"
    start: str = "/"
    keys: str = ""
    tls: bool = False
    undetectable: bool = False
    """Nothing tells the page from one that is meant so; the next reading finds the whole one."""
    well: Callable[[str], bytes] | None = None
    """The listing when all is well, if it is none of HTML."""
    made: Callable[[str, str], Mapping[str, Page]] = lambda host, server: {}
    """More pages at fault, of the host and the address of the server."""

    def pages(self, host: str, server: str) -> dict[str, Page]:
        return {**self.wrong, **self.made(host, server)}  # type: ignore[dict-item]

    def mended(self, host: str) -> dict[str, Page]:
        return {self.start: always(self.well(host))} if self.well else {}


def at_first(times: int, refusal: bytes) -> Callable[[str, str], Mapping[str, Page]]:
    """The second article is there after so many refusals."""

    def made(host: str, server: str) -> Mapping[str, Page]:
        return {"/n/2": lambda visit: [refusal if visit <= times else answer(story(host, 2))]}

    return made


def spoilt(spoil: Callable[[bytes], Pieces]) -> Callable[[str, str], Mapping[str, Page]]:
    """The second article's own answer, spoilt."""
    return lambda host, server: {"/n/2": always(*spoil(answer(story(host, 2))))}


def half(whole: bytes) -> bytes:
    """The header and half of the body."""
    head, _, body = whole.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n" + body[: len(body) // 2]


def headed(whole: bytes, **headers: str) -> bytes:
    return answer(whole.partition(b"\r\n\r\n")[2], **headers)


def chunked(*chunks: bytes, end: bool = True) -> list[bytes]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return [head, *(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks), b"0\r\n\r\n" if end else b""]


def drip(whole: bytes) -> Pieces:
    head, _, body = whole.partition(b"\r\n\r\n")
    yield head + b"\r\n\r\n"
    for at in range(len(body)):
        yield body[at : at + 1]
        yield 1.0


def to(location: str) -> Page:
    return always(answer("", status=302, Location=location))


@cache
def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"<p>" + b"a" * (10**6 - 3)
    return b"".join([*(packer.compress(block) for _ in range(BOMB // 10**6)), packer.flush()])


@cache
def brotli_bomb() -> bytes:
    import brotli

    packer = brotli.Compressor(quality=3)
    return b"".join([*(packer.process(b"a" * 10**6) for _ in range(BOMB // 10**6)), packer.finish()])


def packed(bomb: Callable[[], bytes], coding: str) -> Callable[[str, str], Mapping[str, Page]]:
    return lambda host, server: {"/n/2": always(answer(bomb(), Content_Encoding=coding))}


def more_and_more(host: str, server: str) -> Mapping[str, Page]:
    """Listings that lead to the next without end, each with an article that is not there."""

    def page(number: int) -> Page:
        links = listing(*(NUMBERS if number == 1 else (number + 100,)), after=f'<a class=next href="/p{number + 1}">')
        return always(answer(links))

    return {"/": page(1)} | {f"/p{number}": page(number) for number in range(2, 200)}


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGABYTE = b"<p>" + b"a" * (2**20 - 3)

FAULTS: dict[str, Fault] = {
    "asks_a_second": Fault({}, set(), stored=NUMBERS, made=at_first(1, answer("", status=429, Retry_After="1"))),
    "asks_a_day": Fault({"/n/2": always(answer("", status=429, Retry_After="86400"))}, {"http-429"}, {"busy"}, ()),
    "fails": Fault({"/n/2": always(answer("", status=500))}, {"http-500"}),
    "is_busy": Fault({"/n/2": always(answer("", status=503))}, {"http-503"}),
    "hangs": Fault({"/n/2": always(999.0)}, {"timeout"}),
    "hangs_at_once": Fault({"/robots.txt": always(999.0)}, {"timeout"}, stored=()),
    "drips": Fault({}, {"timeout"}, made=lambda host, server: {"/n/2": lambda visit: drip(answer(story(host, 2)))}),
    "drips_headers": Fault({"/n/2": endless(b"X: a\r\n", pause=1.0, before=HEAD)}, {"timeout"}),
    "cuts_off": Fault({}, {"cut-off"}, made=spoilt(lambda whole: [half(whole)])),
    "cuts_chunks_off": Fault({"/n/2": always(*chunked(story("x", 2).encode()[:900], end=False))}, {"cut-off"}),
    "cuts_off_untold": Fault({}, {"cut-off"}, made=spoilt(lambda whole: [half(headed(whole, Content_Length=""))])),
    "cuts_listing_off": Fault({"/": always(half(answer(listing(*NUMBERS))))}, {"cut-off"}, stored=()),
    "says_too_long": Fault({}, {"cut-off"}, made=spoilt(lambda whole: [headed(whole, Content_Length="99999")])),
    "says_too_short": Fault({}, set(), stored=NUMBERS, made=spoilt(lambda whole: [headed(whole, Content_Length="700")]),
                            undetectable=True),
    "says_nonsense": Fault({}, {"unreachable"}, made=spoilt(lambda whole: [headed(whole, Content_Length="-1")])),
    "lies_about_charset": Fault({}, set(), stored=NUMBERS, made=lambda host, server: {
        "/n/2": always(answer(story(host, 2, more="Łódź и Київ —"), media_type="text/html; charset=iso-8859-1"))}),
    "lies_about_utf8": Fault({}, set(), stored=NUMBERS, made=lambda host, server: {
        "/n/2": always(answer(story(host, 2, more="Université de Genève à").encode("cp1252")))}),
    "goes_in_circles": Fault({"/n/2": to("/n/2?a"), "/n/2?a": to("/n/2")}, {"redirects"}),
    "leads_elsewhere": Fault({"/n/2": to("http://well0.example/n/1")}, {"off-host"}),
    "leads_inside": Fault({}, {"off-host"}, made=lambda host, server: {"/n/2": to(f"http://{server}/secret")}),
    "leads_rules_inside": Fault({}, {"private-address"}, stored=(), made=lambda host, server: {
        "/robots.txt": to(f"http://{server}/secret")}),
    "leads_to_files": Fault({"/n/2": to("file:///etc/passwd")}, {"http-302"}),
    "sends_gzip_bomb": Fault({}, {"too-large"}, made=packed(gzip_bomb, "gzip")),
    "sends_brotli_bomb": Fault({}, {"too-large"}, made=packed(brotli_bomb, "br")),
    "sends_half_gzip": Fault({}, {"cut-off"}, made=lambda host, server: {
        "/n/2": always(answer(gzip.compress(story(host, 2).encode())[:-60], Content_Encoding="gzip"))}),
    "sends_50_mb": Fault({"/n/2": always(answer(b"<p>a" * (LARGE // 4)))}, {"too-large"}),
    "sends_without_end": Fault({"/n/2": endless(MEGABYTE, before=HEAD + b"\r\n")}, {"too-large"}),
    "sends_endless_headers": Fault({"/n/2": endless(b"X-More: " + b"a" * 8000 + b"\r\n", before=HEAD)}, {"too-large"}),
    "sends_endless_header": Fault({"/n/2": endless(MEGABYTE, before=HEAD + b"X: ")}, {"unreachable"}),
    "sends_nothing": Fault({"/n/2": always(b"")}, {"unreachable"}),
    "sends_empty": Fault({"/n/2": always(answer(""))}, {"no-body"}),
    "sends_noise": Fault({"/n/2": always(b"\x00\xff" * 500)}, {"unreachable"}),
    "lists_100000": Fault({}, {"long-listing"}, {"http-404", "limit"}, stored=(), kind="feed", start="/feed",
                          made=lambda host, server: {"/feed": always(feed(host, range(1, 100_001)))},
                          well=lambda host: feed(host, range(1, 4))),
    "lists_itself": Fault({}, {"empty-listing"}, stored=(), kind="sitemap", start="/sitemap.xml",
                          made=lambda host, server: {"/sitemap.xml": always(sitemap(host, "/sitemap.xml", index=True))},
                          well=lambda host: sitemap(host, "/n/1", "/n/2", "/n/3")),
    "lists_without_end": Fault({}, {"http-404"}, stored=NUMBERS, keys='next = ".next"', made=more_and_more),
    "greets_by_half": Fault({}, {"timeout"}, stored=(), tls=True),
}  # fmt: skip
