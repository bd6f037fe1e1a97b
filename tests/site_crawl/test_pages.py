"""What every page owes its reader, whatever it is about."""

from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import get_resolver
from lxml import etree

from tests.site_crawl.crawling import ORIGIN, language_of, tree

pytestmark = pytest.mark.django_db  # has the test database made, which the walk needs


@pytest.fixture(scope="module")
def trees(pages):
    """Page → its elements."""
    return {page: tree(page) for page in pages if page.is_ours}


def test_no_link_leads_nowhere(pages):
    broken = {f"{p.name} {p.status}, linked from {p.linked_from}" for p in pages if p.linked_from and p.status >= 400}
    assert {name for name in broken if " GET " in name} == set()


def test_no_page_breaks(pages):
    assert [page.name for page in pages if page.status >= 500] == []


def test_each_page_has_one_h1_one_title_and_its_language(trees):
    wrong = []
    for page, found in trees.items():
        heads = [len(found.findall(path)) for path in (".//h1", "head/title", ".//main")]
        language = page.address[1:3] if page.language in ("/ru/", "/en/") else found.get("lang")
        if heads != [1, 1, 1] or found.get("lang") != language or not found.findtext("head/title").strip(" ·"):
            wrong.append((page.name, heads, found.get("lang")))
    assert wrong == []


def test_no_id_stands_twice_on_a_page_and_each_that_is_named_is_there(trees):
    wrong = []
    for page, found in trees.items():
        ids = Counter(found.xpath("//@id"))
        named = [
            i for value in found.xpath("//@aria-labelledby|//@aria-describedby|//@for|//@form") for i in value.split()
        ]
        inside = [href[1:] for href in found.xpath("//a/@href[starts-with(., '#')]")]
        wrong += [(page.name, i) for i, count in ids.items() if count > 1]
        wrong += [(page.name, "#" + i) for i in {*named, *inside} if i not in ids]
    assert wrong == []


def test_titles_tell_pages_apart(trees):
    """Two addresses with one title are one page, its query apart; the steps of one sign-in have allauth's titles."""
    titled = {}
    for page, found in trees.items():
        if page.who == "anonymous" and page.status == 200 and not page.view.startswith("account_"):
            titled.setdefault(found.findtext("head/title"), set()).add(
                urlsplit(page.address).path.partition("editions/")[0]
            )
    assert {title: paths for title, paths in titled.items() if len(paths) > 1} == {}


def test_a_link_to_the_other_language_says_so(trees):
    """Unless it stands in words of that language already."""
    wrong = []
    for page, found in trees.items():
        for link in found.xpath("//a[@href and not(starts-with(@href, '#'))]"):
            path = urlsplit(urljoin(ORIGIN + page.address, link.get("href"))).path
            leads_to = path[1:3] if path.startswith(("/ru/", "/en/")) else page.language
            said = {page.language, language_of(link.getparent()), link.get("hreflang")}
            is_page = path.endswith("/")  # a file may be in one language at an address in another
            if leads_to not in said or (is_page and link.get("hreflang", leads_to) != leads_to):
                wrong.append((page.name, path))
    assert wrong == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline(trees):
    wrong = []
    for page, found in trees.items():
        loaded = found.xpath("//img/@src|//script/@src|//iframe/@src|//source/@src|//*[local-name()='use']/@href")
        loaded += found.xpath("//link[contains('stylesheet icon preload manifest', @rel)]/@href|//@srcset")
        wrong += [(page.name, link) for link in loaded if urlsplit(link).scheme not in ("", "data") or link[:2] == "//"]
        wrong += [(page.name, attribute) for attribute in found.xpath("//@style|//@onclick|//@onload|//@onchange")]
        inline = found.xpath("//style|//script[not(@src) and not(contains(@type, 'json'))]")
        wrong += [(page.name, etree.tostring(element)) for element in inline]
    assert wrong == []


def test_every_address_of_the_sitemap_is_reached_by_links(pages):
    listed = next(page for page in pages if page.view == "sitemap")
    located = etree.fromstring(listed.text.encode()).xpath("//*[local-name()='loc']/text()")
    assert {urlsplit(address).path for address in located} - {urlsplit(page.address).path for page in pages} == set()


#: Views that are no pages.
REDIRECTS = {"root", "printed", "mfa_list_webauthn"}
FOR_MACHINES = {"health", "edition_schema", "mfa_login_webauthn", "mfa_download_recovery_codes", "desk:autosave"}
FOR_MACHINES |= {"api_index", "no_such_address", "favicon", "security", "meetings:calendar-of-kind"}
FILES = {"actionplan:evidence"}  # the demo's states gave none that is public
NEED_A_PASSKEY = {"mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn"}
ONLY_POSTED_TO = {"desk:step", "desk:packet_ready", "desk:withdraw", "desk:evidence_remove", "desk:sheet_confirm"}
ONLY_POSTED_TO |= {"desk:resolve", "desk:sheet_marked", "set_language", "account_logout"}
#: allauth's addresses for what the portal does not offer: accounts by sign-up, codes by mail, more than one address.
NOT_OFFERED = {"account_email", "account_confirm_email", "account_email_verification_sent", "account_set_password"}
NOT_OFFERED |= {"account_confirm_login_code", "account_reset_password_from_key_done"}


def test_every_view_was_walked(pages):
    walked = {page.view for page in pages}
    named = {name for name in _names(get_resolver()) if not name.startswith(("admin:", "api:"))}
    assert named - walked - REDIRECTS - FOR_MACHINES - FILES - NEED_A_PASSKEY - ONLY_POSTED_TO - NOT_OFFERED == set()


def _names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern, space)
        elif pattern.name:
            yield namespace + pattern.name
