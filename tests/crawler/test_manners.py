"""How the crawler behaves towards servers, seen from the servers."""

from __future__ import annotations

import importlib
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler import settings
from crawler.manners.hosts import is_inside
from crawler.manners.pace import retry_after
from tests.crawler.small_web import Answer, Runs, Site, Visit, Web, article, html_listing, links, redirect, run_crawls


@pytest.fixture(scope="module")
def runs(web: Web, self_signed: Site, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """All sites of this module, crawled side by side."""
    sites = [value for value in globals().values() if isinstance(value, Site)]
    return run_crawls(tmp_path_factory.mktemp("sources"), web, [*sites, self_signed])


def busy_at_first(times: int, status: int, **headers: str) -> Callable[[list[Visit]], Answer]:
    """A page that is there after so many refusals."""
    refusal = Answer(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return lambda visits: refusal if len(visits) <= times else article()


# Who asks, and how fast

SLOW = Site(
    "slow.example",
    html_listing(),
    {"/": links("/n/1", "/n/2"), "/n/1": Answer("<p>a</p>", after=0.1), "/n/2": Answer("<p>b</p>", after=0.1)},
)


def test_a_host_is_asked_one_thing_at_a_time(runs: Runs) -> None:
    assert runs[SLOW].asked == ["/", "/n/1", "/n/2"]
    assert all(later.came >= earlier.left for earlier, later in pairwise(runs[SLOW].visits))


def test_the_crawler_says_who_it_is_and_whom_to_write_to(runs: Runs) -> None:
    [name] = {visit.headers["User-Agent"] for visit in runs[SLOW].visits}
    assert name.startswith("uniaccord/")
    assert name.endswith("(+https://github.com/uniaccord/uniaccord; crawls@test.example)")


def test_robots_txt_is_asked_for_first_and_once(runs: Runs) -> None:
    robots = [visit.url.endswith("/robots.txt") for visit in runs[SLOW].visits]
    assert robots == [True, False, False, False]


# robots.txt

DISTANT = Site(
    "distant.example",
    html_listing(),
    {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.4"), "/": links("/n/1", "/n/2"), "/n/1": article()},
    settings={"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0.01},
)


def test_crawl_delay_is_kept_although_the_server_is_fast(runs: Runs) -> None:
    assert len(runs[DISTANT].gaps) == 2
    assert min(runs[DISTANT].gaps) > 0.35


NEVER = Site("never.example", html_listing(), {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 86400")})
BROKEN = Site("broken.example", html_listing(), {"/robots.txt": Answer(status=503), "/": links("/n/1")})


def test_a_site_that_wants_a_day_between_requests_is_left_alone(runs: Runs) -> None:
    assert runs[NEVER].asked == []
    assert runs[NEVER].problem("/")["code"] == "crawl-delay"


def test_nothing_is_asked_of_a_host_whose_rules_cannot_be_had(runs: Runs) -> None:
    assert runs[BROKEN].asked == []
    problem = runs[BROKEN].problem("/")
    assert (problem["code"], problem["level"]) == ("robots-unread", "error")
    assert problem["detail"] == "robots.txt of broken.example can't be had (503), so nothing is read"


OPEN = Site("open.example", html_listing(), {"/robots.txt": Answer("Disallow: /", 404), "/": links("/n/1")})


def test_no_rules_forbid_nothing_whatever_the_error_page_says(runs: Runs) -> None:
    assert runs[OPEN].asked == ["/", "/n/1"]


ELSEWHERE = Site(
    "elsewhere.example",
    html_listing(),
    {
        "/robots.txt": redirect("http://rules.example/robots.txt"),
        "http://rules.example/robots.txt": Answer("User-agent: uniaccord\nDisallow: /n/1"),
        "/": links("/n/1", "/n/2"),
    },
)


def test_rules_may_be_kept_on_another_host(runs: Runs) -> None:
    assert runs[ELSEWHERE].asked == ["/", "/n/2"]
    assert runs[ELSEWHERE].problem("/n/1")["code"] == "robots"


INWARD = Site("inward.example", html_listing(), {"/robots.txt": redirect("http://127.0.0.1:9/rules"), "/": links()})


def test_rules_are_not_fetched_from_this_very_machine(runs: Runs) -> None:
    assert runs[INWARD].asked == []
    assert runs[INWARD].problem("/")["code"] == "off-host"


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "localhost", "db.internal"])
def test_hosts_of_the_own_network_are_told_by_their_names(host: str) -> None:
    assert is_inside(host)
    assert not is_inside(f"{host}.example.org")


# Busy hosts

WAITING = Site(
    "waiting.example",
    html_listing(),
    {"/": links("/n/1", "/n/2"), "/n/1": busy_at_first(1, 429, Retry_After="1"), "/n/2": article()},
    settings={"RETRY_TIMES": 2},
)


def test_a_host_that_asks_for_a_second_gets_it_from_every_request(runs: Runs) -> None:
    assert sorted(runs[WAITING].asked) == ["/", "/n/1", "/n/1", "/n/2"]
    refused = runs[WAITING].asked.index("/n/1")
    assert runs[WAITING].gaps[refused] >= 1
    assert len(runs[WAITING].articles) == 2


PAUSING = Site(
    "pausing.example",
    html_listing(),
    {"/": links("/n/1"), "/n/1": busy_at_first(2, 503)},
    settings={"RETRY_TIMES": 2, "RETRY_PAUSE": 0.2},
)


def test_pauses_grow_when_a_busy_host_names_none(runs: Runs) -> None:
    first, second = runs[PAUSING].gaps[-2:]
    assert first >= 0.2
    assert second >= 0.4
    assert len(runs[PAUSING].articles) == 1


TIRED = Site(
    "tired.example",
    html_listing(),
    {"/": links("/n/1", "/n/2"), "/n/1": busy_at_first(9, 429, Retry_After="900"), "/n/2": article()},
    settings={"RETRY_TIMES": 2, "CONCURRENT_REQUESTS": 1},
)
WORN_OUT = Site(
    "wornout.example",
    html_listing(),
    {"/": links("/n/1", "/n/2", "/n/3")} | {f"/n/{number}": Answer(status=503) for number in (1, 2, 3)},
    settings={"RETRY_TIMES": 3, "RETRY_PAUSE": 0.001, "CONCURRENT_REQUESTS": 1},
)


def test_a_host_that_asks_for_a_quarter_of_an_hour_is_left_alone(runs: Runs) -> None:
    assert runs[TIRED].asked == ["/", "/n/1"]
    assert runs[TIRED].problem("/n/1")["code"] == "http-429"
    assert runs[TIRED].problem("/n/2")["code"] == "busy"
    assert "come back in 900 s" in runs[TIRED].problem("/n/2")["detail"]


def test_a_host_that_is_busy_again_and_again_is_left_alone(runs: Runs) -> None:
    assert len(runs[WORN_OUT].asked) == 1 + 5
    assert "busy 5 times in a row (503)" in runs[WORN_OUT].problem("/n/3")["detail"]


NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"120", 120),
        (b" 0 ", 0),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True).encode(), 120),
        (format_datetime(NOW - timedelta(days=1), usegmt=True).encode(), 0),
        (b"soon", None),
        (b"-5", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: bytes | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


# Certificates


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of https with a certificate that nobody vouches for."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=9999))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / "certificate").write_bytes(certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Site(f"127.0.0.1:{server.server_port}", html_listing().replace("http:", "https:"))
        server.shutdown()
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_refused(runs: Runs, self_signed: Site) -> None:
    [problem] = runs[self_signed].problems
    assert problem["code"] == "tls"
    assert "certificate" in problem["detail"]


# Settings


def test_paths_and_contact_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNIACCORD_DB", str(tmp_path / "x.db"))
    monkeypatch.setenv("UNIACCORD_SOURCES", str(tmp_path))
    monkeypatch.setenv("UNIACCORD_MODEL", "en_core_web_sm")
    monkeypatch.setenv("UNIACCORD_CONTACT", "me@example.org")
    given = importlib.reload(settings)
    assert str(tmp_path / "x.db") == given.DATABASE
    assert str(tmp_path) == given.SOURCES_DIR
    assert given.SPACY_MODEL == "en_core_web_sm"
    assert "; me@example.org)" in given.USER_AGENT
    monkeypatch.undo()
    default = importlib.reload(settings)
    assert Path(default.SOURCES_DIR).parts[-2:] == ("crawler", "sources")
    assert Path(default.DATABASE).is_absolute()
