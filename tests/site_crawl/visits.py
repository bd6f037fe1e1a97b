"""The walks of the people who use the portal, each over what is theirs; the public pages are walked once."""

from collections import Counter

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from actionplan import reminder_mail
from almaty_portal.lib.languages import codes
from members import sign_in_links
from members.models import User
from tests.site_crawl import moments
from tests.site_crawl.crawling import Page, posted_empty, view_at, walk
from tests.site_crawl.demo_site import ADDED

OUTSIDE = [
    "",
    "nowhere/",
    "search/?q=refugee",
    "search/?q=%D0%B1%D0%B5%D0%B6%D0%B5%D0%BD%D0%B5%D1%86",
    "search/?q=xqzwv",
    "search/?q=%22",
    "search/",
]
OUTSIDE += ["verify/?sha256=00", "verify/?sha256=" + "0" * 64, "documents/?year=1999", "documents/?kind=nothing"]
OUTSIDE += ["plan/sample-plan/?round=99", "account/password/reset/done/", "account/signup/", "account/inactive/"]
OUTSIDE += [f"documents/{slug}/" for slug in ADDED]
#: Who signs in → how many pages of one view in one language they look at; a reviewer could read every state's.
PEOPLE = {"kz": 30, "kz.office": 4, "kg": 6, "tj": 12, "reviewer": 12, "publisher": 6, "editor": 4}
PASSWORD = "correct horse battery"


def everybody() -> list[Page]:
    pages = _anonymous()
    for name, most in PEOPLE.items():
        client = _signed_in(name)
        pages += _own(name, client, "desk/", *(["account/"] if name == "kz" else []), most=most)
        pages += moments.of_the_desk(client, name) if name == "tj" else []
    return pages + _invited() + _second_factor() + moments.of_the_admin()


def _anonymous() -> list[Page]:
    client = Client()
    starts = [f"/{code}/{path}" for code in codes() for path in OUTSIDE]
    starts += ["/d/AP/2013/COM?format=odt", "/v/AP/2013/COM/1", "/v/AP/2013/COM/9", "/robots.txt", "/sitemap.xml"]
    person = User.objects.get(email="tj@demo.example")
    starts += [f"/{code}/digests/{reminder_mail.token(person)}/" for code in codes()]
    pages = walk(client, who="anonymous", starts=starts, follows=lambda address: True)
    return pages + _answers_to_empty_forms(client, pages)


def _own(who: str, client: Client, *paths: str, most: int = 30) -> list[Page]:
    """The pages below these paths, and home as this person sees it."""
    starts = [f"/{code}/{path}" for code in codes() for path in (*paths, "")]
    below = tuple(f"/{code}/{path.split('/')[0]}/" for code in codes() for path in paths)
    alike: Counter[tuple[str, str]] = Counter()

    def is_own(address: str) -> bool:
        alike[kind := (view_at(address), address[:4])] += address.startswith(below)
        return address.startswith(below) and alike[kind] <= most

    pages = walk(client, who=who, starts=starts, follows=is_own)
    return pages + _answers_to_empty_forms(client, pages)


def _signed_in(name: str) -> Client:
    """Signed in with the password a moment ago, so that the account's pages do not ask for it again."""
    client, person = Client(), User.objects.get(email=f"{name}@demo.example")
    person.set_password(PASSWORD)
    person.save()
    cache.clear()  # allauth counts sign-ins
    client.post("/ru/account/login/", {"login": person.email, "password": PASSWORD})
    client.post("/ru/account/reauthenticate/", {"password": PASSWORD})
    return client


def _answers_to_empty_forms(client: Client, pages: list[Page]) -> list[Page]:
    """Each form of a view is posted once in each language: what is wrong is said the same way on all its pages."""
    found, seen = [], set()
    for page in pages:
        key = (page.view, page.language)
        if page.is_ours and page.status == 200 and key not in seen and "<form" in page.text:
            seen.add(key)
            found += posted_empty(client, page)
    return found


def _invited() -> list[Page]:
    """The page that an invitation or a forgotten password leads to, once good and once no longer."""
    address = sign_in_links.link(User.objects.get(email="tj@demo.example")).split("/", 3)[3].split("/", 1)[1]
    return _own("invited", Client(), address) + _own("too-late", Client(), "account/password/reset/key/1-gone/")


def _second_factor() -> list[Page]:
    """A person who signs in with an authenticator app: the question for the code, and the pages about it."""
    person = User.objects.get(email="kz.office@demo.example")
    client = _signed_in("kz.office")
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    pages = _own("second-factor", client, "account/2fa/", "account/reauthenticate/")
    return pages + _own("half-way", _signed_in("kz.office"), "account/2fa/authenticate/")
