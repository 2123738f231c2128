"""The embedded web: what its sites answer, and the trouble that they make."""

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest

from crawler.source import load_source
from demo import SITES, SOURCES
from demo.content import read_sites
from demo.site import QUIRKS, Edit, Page, Site
from demo.web import Web, generated
from tests.demo.webs import a_web_of, an_article, links, text_of


@pytest.fixture(scope="module")
def web() -> Web:
    return Web(read_sites(SITES))


@pytest.fixture(scope="module")
def second_day() -> Web:
    return Web(read_sites(SITES), day=2)


def site_of(web: Web, site_id: str) -> Site:
    return next(site for site in web.sites if site.id == site_id)


def parts(web: Web, site: Site, page: Page) -> list[str]:
    """The addresses of all parts of a listing."""
    path = re.escape(page.path).replace(r"\{n\}", r"\d+")
    pattern = rf"http://{re.escape(site.host)}({path}|{re.escape(page.start or page.path)})"
    return [address for address in web.addresses() if re.fullmatch(pattern, address)]


def declared_troubles(web: Web) -> set[str]:
    troubles = ((site, trouble) for site in web.sites for trouble in site.troubles if trouble.status)
    return {f"http://{host}{trouble.address}" for site, trouble in troubles for host in site.hosts}


# The sites as they are


def test_every_page_of_every_site_answers(web: Web) -> None:
    for site in web.sites:
        for article in site.articles:
            assert web.reply(site.url(article)).status == 200
        for page in site.pages:
            assert all(web.reply(part).status in (200, page.end) for part in parts(web, site, page))


def test_every_link_into_the_web_is_answered_unless_trouble_is_declared_there(web: Web) -> None:
    pages = [address for address in web.addresses() if web.reply(address).status == 200]
    found = {link for page in pages for link in links(web, page) if urlsplit(link).netloc in web.hosts}
    broken = {re.split("[?&](utm_|cHash)", link)[0] for link in found if web.reply(link).status != 200}
    assert broken <= declared_troubles(web)


@pytest.mark.parametrize("template", ["listing.html", "sitemap.xml", "news_sitemap.xml", "posts.json"])
def test_a_listing_leads_to_every_article(web: Web, template: str) -> None:
    pages = [(site, page) for site in web.sites for page in site.pages if page.template == template]
    assert pages
    for site, page in pages:
        found = set().union(*(links(web, part) for part in parts(web, site, page)))
        assert {site.url(article) for article in site.articles} <= found


def test_a_feed_holds_the_newest_ten_articles(web: Web) -> None:
    for site_id, path in (("ke_kilima", "feed/"), ("int_oha", "atom.xml")):
        site = site_of(web, site_id)
        newest = sorted(site.articles, key=lambda article: site.moment(article.published), reverse=True)
        found = {link.partition("?")[0] for link in links(web, f"http://{site.host}/{path}")}
        assert {site.url(article) for article in newest[:9]} <= found
        assert site.url(newest[-1]) not in found


def test_each_source_file_knows_its_site_and_all_addresses_of_its_articles(web: Web) -> None:
    for path in sorted(SOURCES.glob("*.toml")):
        source, site = load_source(path), site_of(web, path.stem)
        assert (source.name, source.hosts[0]) == (site.name, site.host)
        assert all(source.is_article(site.url(article)) for article in site.articles)
        assert not source.is_article(f"http://{site.host}{site.menu[0].address}")


def test_some_linked_articles_are_forbidden_by_robots_txt(web: Web) -> None:
    forbidden = set()
    for site in web.sites:
        parser = RobotFileParser()
        parser.parse(site.robots.splitlines())
        forbidden |= {site.url(one) for one in site.articles if not parser.can_fetch("any", site.url(one))}
    assert len(forbidden) >= 2


def test_the_articles_suffer_from_every_quirk(web: Web) -> None:
    assert {quirk for site in web.sites for article in site.articles for quirk in article.quirks} == set(QUIRKS)


def test_the_sites_make_every_kind_of_trouble(web: Web) -> None:
    declared = [(site, trouble) for site in web.sites for trouble in site.troubles if trouble.seen]
    assert {trouble.status for _, trouble in declared} >= {None, 200, 301, 302, 404, 500}
    for site, trouble in declared:
        if trouble.status and "{path}" not in trouble.address:
            assert web.reply(f"http://{site.host}{trouble.address}").status == trouble.status


def test_a_redirect_loop_never_ends(web: Web) -> None:
    loops = []
    for site in web.sites:
        for trouble in site.troubles:
            url = f"http://{site.host}{trouble.address}"
            seen: set[str] = set()
            while url not in seen and (location := web.reply(url).location):
                seen.add(url)
                url = location
            loops += [url] if url in seen else []
    assert loops


def test_a_mirror_shows_the_same_text_under_another_name(web: Web) -> None:
    site, mirror = site_of(web, "ke_kilima"), site_of(web, "campuswire")
    original = next(article for article in site.articles if not article.quirks)
    copy = next(article for article in mirror.articles if article.stem == f"ke_kilima/{original.stem}")
    paragraph = str(next(block.text for block in original.blocks if block.kind == "paragraph"))
    assert mirror.url(copy) in links(web, site.url(original))
    assert paragraph in unescape(text_of(web.reply(mirror.url(copy))))


def test_a_mobile_host_gives_the_same_pages(web: Web) -> None:
    site = site_of(web, "pt_ribeira")
    url = site.url(site.articles[0])
    assert web.reply(url.replace("http://", "http://m.")) == web.reply(url)


# What one site answers


def test_parameters_that_a_site_does_not_use_make_no_difference(web: Web) -> None:
    first = web.reply("http://news.uribeira.example/en/news")
    assert web.reply("http://news.uribeira.example/en/news?utm_source=x") == first
    second = web.reply("http://news.uribeira.example/en/news?utm_source=x&page=1")
    assert second.status == 200
    assert second != first


def test_percent_encoding_makes_no_difference(web: Web) -> None:
    assert web.reply("http://news.kilima.example/%61bout/").status == 200


def test_an_unknown_address_is_404_and_an_unknown_host_502(web: Web) -> None:
    assert web.reply("http://news.kilima.example/2024/05/no-such-post/").status == 404
    assert web.reply("http://www.example.org/").status == 502
    assert web.reply("https://news.kilima.example/").status == 502


def test_pages_of_a_listing_count_down_where_the_site_does_so() -> None:
    web = a_web_of(*(an_article(f"n{n}") for n in range(13)), like="cn_linjiang")
    assert "http://en.linjiang.example/news/2.htm" in links(web, "http://en.linjiang.example/news.htm")
    assert "http://en.linjiang.example/news/1.htm" in links(web, "http://en.linjiang.example/news/2.htm")
    assert web.reply("http://en.linjiang.example/news/3.htm").status == 404


def test_a_listing_ends_with_the_status_that_its_site_declares() -> None:
    web = a_web_of(*(an_article(f"n{n}") for n in range(3)), like="ke_kilima")
    assert web.reply("http://news.kilima.example/wp-json/wp/v2/posts?per_page=10&page=2").status == 400


def test_json_of_a_listing_says_title_address_and_local_time() -> None:
    web = a_web_of(an_article(), like="ke_kilima")
    (post,) = json.loads(web.reply("http://news.kilima.example/wp-json/wp/v2/posts").body)
    assert post["link"] == "http://news.kilima.example/2024/05/one/"
    assert post["title"] == {"rendered": "A memorandum – on the river"}
    assert post["date"] == "2024-05-13T10:30:00"


def test_a_browser_sees_a_site_below_the_address_of_the_server(web: Web) -> None:
    assert b'href="/news.kilima.example/"' in web.view("/").body
    front = web.view("/news.kilima.example/").body
    assert b'href="/news.kilima.example/about/"' in front
    assert b"http://news.kilima.example/" not in front
    assert web.view("/openhorizons.example/").location == "/openhorizons.example/news/"


# The second day


def test_on_the_second_day_an_edited_article_shows_its_new_text_and_a_later_date() -> None:
    edit = Edit(date(2024, 6, 2), {"was discussed": "was agreed"})
    before, after = (a_web_of(replace(an_article(), edited=edit), day=day) for day in (1, 2))
    url, sitemap = (f"http://news.uribeira.example/{path}" for path in ("en/news/one", "sitemaps/news-1.xml.gz"))
    assert "was discussed" in text_of(before.reply(url))
    assert "was agreed" in text_of(after.reply(url))
    assert '"dateModified": "2024-06-02"' in text_of(after.reply(url))
    assert "<lastmod>2024-05-13T10:30:00+01:00<" in text_of(before.reply(sitemap))
    assert "<lastmod>2024-06-02<" in text_of(after.reply(sitemap))


def test_on_the_second_day_a_removed_article_is_gone_and_listed_no_more() -> None:
    web = a_web_of(replace(an_article(), removed=True), an_article("two"))
    listing, url = "http://news.uribeira.example/en/news", "http://news.uribeira.example/en/news/one"
    assert web.reply(url).status == 200
    assert url in links(web, listing)
    web.day = 2
    assert web.reply(url).status == 410
    assert url not in links(web, listing)


def test_the_demo_has_articles_that_change_and_one_that_goes(web: Web, second_day: Web) -> None:
    own = [(site, article) for site in web.sites if not site.copies for article in site.articles]
    for site, article in own:
        today, tomorrow = (day.reply(site.url(article)) for day in (web, second_day))
        assert tomorrow.status == (410 if article.removed else 200)
        if article.edited:
            (*_, new) = article.edited.replace.values()
            assert new not in unescape(text_of(today))
            assert new in unescape(text_of(tomorrow))
    assert any(article.edited for _, article in own)
    assert any(article.removed for _, article in own)


def test_there_is_no_third_day(web: Web) -> None:
    with pytest.raises(ValueError, match="day 1 and day 2, not 3"):
        web.day = 3
    assert web.day == 1


# Generated pages


def test_generated_pages_fill_a_site_of_the_demo() -> None:
    site = generated(300)
    web = Web([site])
    sitemaps = links(web, "http://news.uribeira.example/sitemap.xml")
    found = set().union(*(links(web, sitemap) for sitemap in sitemaps))
    pages = {site.url(article) for article in site.articles}
    assert len(pages) == 300
    assert pages <= found
    assert len({web.reply(page).body for page in pages}) == 300
