"""Reads a feed as RFC 4287 has it; what the RFC forbids fails here."""

import re
from datetime import datetime

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
OF_A_FEED = {"title", "link", "id", "updated", "author", "entry", "subtitle"}
OF_AN_ENTRY = {"title", "link", "id", "updated", "published", "content", "category", "summary"}
ONCE = ("id", "title", "updated")


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    assert {etree.QName(child).localname for child in root} <= OF_A_FEED
    assert text(root, "author/name")
    assert len(links(root, "self")) == 1
    for element in (root, *entries(root)):
        _check(element)
    found = [text(entry, "id") for entry in entries(root)]
    assert len(set(found)) == len(found)
    return root


def _check(element):
    for name in ONCE:
        assert len(element.findall(ATOM + name)) == 1
        assert text(element, name)
    assert re.match(r"(https?|urn|tag):", text(element, "id"))
    for name in ("updated", "published"):
        for moment in element.findall(ATOM + name):
            assert datetime.fromisoformat(moment.text).tzinfo is not None
    forms = [(link.get("type"), link.get("hreflang")) for link in links(element, "alternate")]
    assert len(set(forms)) == len(forms) > 0
    assert all(re.match(r"https?://", link.get("href")) for link in element.findall(f"{ATOM}link"))
    if element.tag == f"{ATOM}entry":
        assert {etree.QName(child).localname for child in element} <= OF_AN_ENTRY
        content = element.find(f"{ATOM}content")
        assert (content.get("type"), content.get(LANGUAGE) in ("ru", "en")) == ("html", True)
        assert content.get(BASE).startswith("http")
        body = html.fragment_fromstring(content.text, create_parent=True)
        assert body.xpath("//script | //style | //*[@onclick] | //*[starts-with(@href, 'javascript')]") == []


def entries(root):
    return root.findall(f"{ATOM}entry")


def text(element, path):
    found = element.find("/".join(ATOM + name for name in path.split("/")))
    return None if found is None else found.text


def links(element, rel):
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel") == rel]


def words(entry):
    """The entry's content without its markup."""
    return " ".join(html.fragment_fromstring(text(entry, "content"), create_parent=True).text_content().split())
