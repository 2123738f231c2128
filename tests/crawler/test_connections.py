"""Where the crawler connects, and how much it takes from there, seen from servers that mean it ill."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from typing import Any

import brotli
import pytest
from scrapy.utils._compression import zstd  # the standard library's, or its backport
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.manners.connections import PublicOnly, is_public
from crawler.manners.hosts import is_inside
from tests.crawler.small_web import Answer, Runs, Site, Web, article, html_listing, links, redirect, run_crawls


@pytest.fixture(scope="module")
def runs(web: Web, own_names: list[Site], tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """All sites of this module, crawled side by side."""
    sites = [value for value in globals().values() if isinstance(value, Site)]
    return run_crawls(tmp_path_factory.mktemp("sources"), web, [*sites, *own_names])


# Private addresses


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "0.1.2.3", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:7f00:1:0:0:0:0"),
    ],
)
def test_an_address_of_this_machine_or_its_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "::ffff:8.8.8.8", "2606:4700::1111", "2002:808:808::1"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


class Names:
    """A name server that gives the answers it is told, one after the other."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *_: Any) -> None:
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


class Heard:
    def __init__(self) -> None:
        self.addresses: list[str] = []

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        pass


def asked(resolver: PublicOnly, host: str, port: int = 80) -> list[str]:
    heard = Heard()
    resolver.resolveHostName(heard, host, port)
    return heard.addresses


def test_a_name_that_becomes_private_is_refused_from_then_on() -> None:
    resolver = PublicOnly(Names(["8.8.8.8"], ["127.0.0.1"], ["8.8.4.4"]))
    assert asked(resolver, "rebinding.example") == ["8.8.8.8"]
    assert asked(resolver, "rebinding.example") == []
    assert resolver.refused == {"rebinding.example": "127.0.0.1"}
    assert asked(resolver, "rebinding.example") == ["8.8.4.4"]


def test_of_public_and_private_addresses_only_the_public_ones_are_used() -> None:
    resolver = PublicOnly(Names(["10.0.0.1", "8.8.8.8", "::ffff:10.0.0.1", "::1"]))
    assert asked(resolver, "both.example") == ["8.8.8.8"]


def test_only_the_proxy_itself_may_be_private_not_its_neighbours() -> None:
    resolver = PublicOnly(Names(*[["127.0.0.1"]] * 4), [("localhost", 3128)])
    assert asked(resolver, "localhost", 3128) == ["127.0.0.1"]
    assert asked(resolver, "localhost", 0) == ["127.0.0.1"]
    assert asked(resolver, "localhost", 22) == []
    assert asked(resolver, "other.example", 3128) == []


@pytest.fixture(scope="module")
def own_names(web: Web) -> list[Site]:
    """The small web by names that this machine has for itself, without a proxy."""
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0")
    places = [f"{host}:{web.server.server_port}" for host in hosts]
    return [Site(place, html_listing(), {"/": article()}, settings={"HTTPPROXY_ENABLED": False}) for place in places]


def test_no_name_of_this_machine_is_asked_for_anything(runs: Runs, own_names: list[Site]) -> None:
    for site in own_names:
        [problem] = runs[site].problems
        assert problem["code"] == "private-address", site.host
        assert runs[site].visits == [], site.host
    assert (
        runs[own_names[1]].problems[0]["detail"].startswith("localhost (127.0.0.1) is not on the public internet; set")
    )


# Redirects


def leads(host: str, *locations: str) -> Site:
    """A site whose articles are passed on to other addresses."""
    pages = {f"/n/{number}": redirect(location) for number, location in enumerate(locations)}
    return Site(host, html_listing(), {"/": links(*pages), **pages})


ELSEWHERE = leads(
    "leads.example",
    "file:///etc/passwd",
    "FILE://leads.example/etc/passwd",
    "ftp://leads.example/n/1",
    "data:text/html,<p>x",
    "http://127.0.0.1:1/n/1",
    "http://169.254.169.254/latest/meta-data/n/1",
    "//leads.example.attacker.example/n/1",
    "http://leads.example@attacker.example/n/1",
    "/n/" + "1" * 3_000,
)


def test_a_redirect_leads_to_no_other_host_and_out_of_the_web(runs: Runs) -> None:
    codes = {problem["url"].rpartition("/")[2]: problem["code"] for problem in runs[ELSEWHERE].problems}
    assert [codes[str(number)] for number in range(9)] == ["http-302"] * 4 + ["off-host"] * 4 + ["long-address"]
    assert runs[ELSEWHERE].articles == []


CIRCLE = Site(
    "circle.example", html_listing(), {"/": links("/n/1"), "/n/1": redirect("/n/2"), "/n/2": redirect("/n/1")}
)
ASTRAY = Site("astray.example", html_listing(), {"/robots.txt": redirect("https://127.0.0.1:1/"), "/": links("/n/1")})


def test_a_circle_of_redirects_is_left(runs: Runs) -> None:
    assert runs[CIRCLE].problem("/n/1")["code"] == "redirects"
    assert len(runs[CIRCLE].asked) < 10


def test_robots_txt_may_be_elsewhere_but_not_on_this_machine(runs: Runs) -> None:
    assert runs[ASTRAY].asked == []
    assert runs[ASTRAY].problem("/")["code"] == "private-address"


def test_a_listing_leads_to_no_files_although_a_pattern_would_take_them(runs: Runs) -> None:
    assert runs[FILES].asked == ["/"]


FILES = Site("files.example", html_listing(), {"/": links("file://files.example/n/1", "ftp://files.example/n/2")})

# Answers without end


def packed(body: bytes, encoding: str) -> Answer:
    return Answer(body, headers={"Content-Encoding": encoding})


ZEROS = bytes(20_000_000)
BOMBS = Site(
    "bombs.example",
    html_listing(),
    {
        "/": links(*(f"/n/{number}" for number in range(7))),
        "/n/0": packed(gzip.compress(ZEROS), "gzip"),
        "/n/1": packed(zlib.compress(ZEROS), "deflate"),
        "/n/2": packed(brotli.compress(ZEROS, quality=1), "br"),
        "/n/3": packed(gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"),
        "/n/4": packed(gzip.compress(zlib.compress(ZEROS)), "deflate, gzip"),
        "/n/5": packed(zstd.compress(ZEROS), "zstd"),
        "/n/6": Answer(bytes(2_000_000)),
    },
    settings={"DOWNLOAD_MAXSIZE": 1_000_000},
)


def test_an_answer_is_too_large_however_it_is_packed(runs: Runs) -> None:
    codes = [problem["code"] for problem in runs[BOMBS].problems]
    assert codes == ["too-large"] * 7


ENDLESS = Site(
    "endless.example",
    html_listing(),
    {
        "/": links("/n/1", "/n/2", "/n/3"),
        "/n/1": Answer("<p>x", headers={f"X-{number}": "x" for number in range(600)}),
        "/n/2": Answer("<p>x", headers={f"X-{number}": "x" * 10_000 for number in range(40)}),
        "/n/3": Answer("<p>x", headers={f"X-{number}": "x" for number in range(50)}),
    },
)


def test_headers_come_to_an_end_or_nothing_is_read(runs: Runs) -> None:
    assert runs[ENDLESS].problem("/n/1")["code"] == "too-large"
    assert runs[ENDLESS].problem("/n/2")["code"] == "too-large"
    assert len(runs[ENDLESS].articles) == 1


CUT_OFF = Site(
    "cutoff.example",
    html_listing(),
    {"/": links("/n/1"), "/n/1": Answer("<p>half a page", headers={"Content-Length": "1000"})},
)


def test_half_a_page_is_no_page(runs: Runs) -> None:
    assert runs[CUT_OFF].problem("/n/1")["code"] == "cut-off"
    assert runs[CUT_OFF].articles == []


DRIPPING = Site(
    "dripping.example",
    html_listing(),
    {"/": links("/n/1"), "/n/1": Answer("<p>" + "x" * 500, apart=0.1)},
    settings={"DOWNLOAD_TIMEOUT": 3},
)


def test_a_page_that_comes_a_byte_at_a_time_is_cut_short(runs: Runs) -> None:
    assert runs[DRIPPING].problem("/n/1")["code"] == "timeout"


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "localhost", "db.internal"])
def test_hosts_of_the_own_network_are_told_by_their_names(host: str) -> None:
    assert is_inside(host)
    assert not is_inside(f"{host}.example.org")
