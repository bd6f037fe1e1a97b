"""Walks the portal as a reader of one kind does: every page that is linked, and every form posted empty."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

ORIGIN = "http://testserver"
#: What ends the walk if it is followed, and the admin, whose pages are Unfold's.
ELSEWHERE = ("/account/logout/", "/admin/")
#: Who looks at the pages that the portal adds to the admin.
ADMIN = "admin"


@dataclass(frozen=True)
class Page:
    """One answer. `who` asked; `address` is path and query; `view` is the URL pattern's name; `text` is HTML or ""."""

    who: str
    address: str
    view: str
    status: int
    kind: str
    text: str
    linked_from: str
    is_posted: bool = False

    @property
    def name(self) -> str:
        return f"{self.who} {'POST' if self.is_posted else 'GET'} {self.address}"

    @property
    def language(self) -> str:
        found = re.search(r'<html[^>]* lang="([^"]+)"', self.text)
        return found[1] if found else ""

    @property
    def is_ours(self) -> bool:
        """HTML, and all of it the portal's own: the admin's frame is Unfold's."""
        return self.kind == "text/html" and self.who != ADMIN


def tree(page: Page) -> Any:
    return html.document_fromstring(page.text)


def language_of(element: Any) -> str:
    return next(e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang"))


def addresses(page: Page) -> Iterator[str]:
    """Each address of the portal's own that the page leads to or loads, with its query, without its fragment."""
    for _element, attribute, link, _position in tree(page).iterlinks():
        found = urlsplit(urljoin(ORIGIN + page.address, link))
        if attribute != "action" and found.scheme in ("http", "https") and found.netloc == urlsplit(ORIGIN).netloc:
            yield found._replace(scheme="", netloc="", fragment="").geturl()


def walk(client: Client, *, who: str, starts: list[str], follows: Callable[[str], bool]) -> list[Page]:
    """Every page reached from `starts` by links that `follows` accepts (an address → whether to ask for it)."""
    waiting = deque((start, "") for start in starts)
    known, pages = set(starts), []
    while waiting:
        address, linked_from = waiting.popleft()
        page = asked(client, who, address, linked_from)
        pages.append(page)
        if not page.is_ours:
            continue
        for found in addresses(page):
            if found not in known and not any(part in found for part in ELSEWHERE) and follows(found):
                known.add(found)
                waiting.append((found, address))
    return pages


def asked(client: Client, who: str, address: str, linked_from: str) -> Page:
    """The answer to a GET; a redirect inside the portal is followed, and the page is its target's."""
    path = urlsplit(address).path
    if path.startswith("/static/"):
        is_there = finders.find(path.removeprefix("/static/")) is not None
        return Page(who, address, "static", 200 if is_there else 404, "static", "", linked_from)
    response = client.get(address, follow=True)
    return _page(response, who, address, linked_from)


def posted_empty(client: Client, page: Page) -> Iterator[Page]:
    """What each form of the page that posts answers when nothing is filled in, by each of its buttons."""
    for form in tree(page).forms:
        if form.method != "POST" or "logout" in (form.action or ""):
            continue
        address = urljoin(page.address, form.get("action") or page.address)
        sent = {field.get("name"): field.get("value", "") for field in form.xpath('.//input[@type="hidden"]')}
        sent |= {field.get("name"): "" for field in form.xpath(".//input|.//textarea") if field.get("name") not in sent}
        for box in form.xpath('.//input[@type="checkbox" or @type="radio" or @type="file"]'):
            sent.pop(box.get("name"), None)
        buttons = [(b.get("name"), b.get("value", "")) for b in form.xpath(".//button[@name]")] or [(None, "")]
        for button, value in buttons:
            answer = posted(client, page.who, address, {**sent, **({button: value} if button else {})})
            if answer.status not in (301, 302, 303):
                yield answer


def posted(client: Client, who: str, address: str, sent: dict[str, Any]) -> Page:
    """The answer to a POST; what it did is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.post(address, sent)
        transaction.set_rollback(True)
    client.cookies = cookies
    return _page(response, who, address, "", is_posted=True)


def view_at(address: str) -> str:
    """The name of the pattern that answers at the address; "" when none does."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def _page(response: Any, who: str, address: str, linked_from: str, *, is_posted: bool = False) -> Page:
    kind = response.headers.get("Content-Type", "").split(";")[0]
    if redirects := getattr(response, "redirect_chain", ()):
        address = redirects[-1][0].removeprefix(ORIGIN)
    body = b"".join(response) if response.streaming else response.content
    text = body.decode() if kind in ("text/html", "application/xml") else ""
    return Page(who, address, view_at(address), response.status_code, kind, text, linked_from, is_posted)
