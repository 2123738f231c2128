"""The embedded web on a loopback port."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo import SITES
from demo.content import ContentError
from demo.server import Request, Server, serve

FRONT = "http://news.kilima.example/"


@pytest.fixture(scope="module")
def web() -> Iterator[Server]:
    with serve(SITES) as web:
        yield web


def ask(web: Server, target: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """Status and body of one request to the server's port."""
    connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=10)
    try:
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_as_a_proxy_it_answers_for_every_host_of_the_web(web: Server) -> None:
    for host in web.web.hosts:
        status, body = ask(web, f"http://{host}/robots.txt")
        assert (status, body) == (web.web.reply(f"http://{host}/robots.txt").status, body)
        assert body


def test_it_answers_as_the_host_of_the_host_header(web: Server) -> None:
    assert ask(web, "/", Host="news.kilima.example") == ask(web, FRONT)


def test_a_browser_gets_an_index_and_the_sites_below_it(web: Server) -> None:
    assert b"University of Ribeira" in ask(web, "/")[1]
    assert ask(web, "/news.kilima.example/")[0] == 200


def test_other_hosts_do_not_exist(web: Server) -> None:
    status, body = ask(web, "http://example.org/")
    assert status == 502
    assert b"no such host in the embedded web: http://example.org" in body


def test_head_has_the_length_of_the_page_and_no_body(web: Server) -> None:
    status, body = ask(web, FRONT, "HEAD")
    assert (status, body) == (200, b"")


def test_it_does_nothing_but_show_pages(web: Server) -> None:
    assert ask(web, FRONT, "POST")[0] == 501
    assert ask(web, "news.kilima.example:443", "CONNECT")[0] == 501


def test_a_redirect_says_where_to_go(web: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=10)
    connection.request("GET", "http://news.uribeira.example/")
    response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (302, "http://news.uribeira.example/en/news")
    connection.close()


def test_many_requests_go_over_one_connection(web: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=10)
    for target in (FRONT, FRONT + "feed/", FRONT + "no-such-page"):
        connection.request("GET", target)
        assert connection.getresponse().read()
    connection.close()


def test_it_remembers_what_was_asked_and_by_whom() -> None:
    with serve(SITES) as web:
        ask(web, FRONT + "feed/", **{"User-Agent": "uniaccord/1"})
        ask(web, FRONT + "nothing/")
        assert web.requests == [
            Request("GET", FRONT + "feed/", 200, "uniaccord/1"),
            Request("GET", FRONT + "nothing/", 404, None),
        ]


def test_its_day_can_be_changed_while_it_runs() -> None:
    with serve(SITES) as web:
        site, article = next((site, article) for site in web.web.sites for article in site.articles if article.removed)
        assert ask(web, site.url(article))[0] == 200
        web.day = 2
        assert ask(web, site.url(article))[0] == 410


def test_it_stops_while_a_client_still_keeps_its_connection() -> None:
    before = set(threading.enumerate())
    with serve(SITES) as web:
        connection = http.client.HTTPConnection(urlsplit(web.proxy).netloc, timeout=10)
        connection.request("GET", FRONT)
        connection.getresponse().read()
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) == before
    assert connection.sock.recv(1) == b""
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        ask(web, FRONT)


def test_a_port_that_is_taken_is_told(web: Server) -> None:
    port = urlsplit(web.proxy).port
    assert port
    with pytest.raises(OSError, match=f"port {port} of 127.0.0.1 can't be used"), serve(SITES, port):
        pass


def test_a_folder_without_sites_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no site"), serve(tmp_path):
        pass


def test_who_has_the_page_is_told_that_it_is_as_it_was(web: Server) -> None:
    tag = web.web.reply(FRONT).etag
    assert tag
    assert ask(web, FRONT, **{"If-None-Match": tag}) == (304, b"")
    assert ask(web, FRONT, **{"If-None-Match": '"another"'})[0] == 200


def test_one_make_of_site_knows_no_tags(web: Server) -> None:
    assert web.web.reply("http://english.nevapoly.example/media/news/").etag is None
