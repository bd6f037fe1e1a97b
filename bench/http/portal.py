"""The portal with the record in a database and folder of the bench's own, kept from run to run."""

import os
from pathlib import Path

from bench.contents import content
from bench.http.servers import ROOT

FOLDER = Path(os.environ.get("PORTAL_VAR", ROOT / "var")).resolve() / "bench-http"
#: the production shape on this machine: no proxy that speaks HTTPS, no broker, caches in memory
ENVIRONMENT = {
    "PORTAL_VAR": str(FOLDER),
    "PORTAL_PRODUCTION": "1",
    "SECRET_KEY": "measured on this machine only, where nobody signs in and no mail is sent",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "EMAIL_URL": "dummymail://",
    **dict.fromkeys(("DATABASE_URL", "CELERY_BROKER_URL", "S3_BUCKET", "SIGNING_PKCS12"), ""),
    "CACHE_URL": "locmemcache://",
}
LANGUAGE = "en"
LONG, PARAGRAPHS = "bench-long", 50


def prepared() -> None:
    """Make this process one of the portal, with its database running and the record in it."""
    os.environ |= {**ENVIRONMENT, "DJANGO_SETTINGS_MODULE": "almaty_portal.settings"}
    import django

    django.setup()
    from almaty_portal import demo

    demo.prepare(print)


def postgres() -> int:
    """The process id of the database's server."""
    return int((FOLDER / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])


def database(name: str) -> dict[str, str]:
    """The environment of another site on the same server of PostgreSQL, in an empty database of that name."""
    from django.db import connection

    known = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    return {"BENCH_DATABASE": name, "BENCH_DATABASE_USER": known["USER"], "BENCH_DATABASE_HOST": known["HOST"]}


def document():
    """The record's document with the longest text, which is a description of some paragraphs."""
    from declarations.models import Document

    published = Document.objects.published().exclude(slug=LONG).select_related("current_edition")
    return max(published, key=lambda found: len(found.current_edition.content["paragraphs"]))


def long_document():
    """A document as long as official texts are, of synthetic paragraphs, endorsed as the record's, with its files."""
    from declarations import renditions
    from declarations.models import Document, Endorsement, Paragraph
    from members.models import User
    from publishing import workflow

    made = content(PARAGRAPHS)
    known = {name: made[name] for name in ("kind", "symbol", "year", "title_ru", "title_en", "manner", "basis")}
    found, is_new = Document.objects.get_or_create(slug=LONG, defaults=known)
    if is_new:
        for state in document().endorsements.all():
            Endorsement.objects.create(document=found, party=state.party)
        for row in made["paragraphs"]:
            Paragraph.objects.create(document=found, position=row.pop("anchor"), **row)
        workflow.publish(found, actor=User.objects.get(email="admin@demo.example"), languages=["ru", "en"])
        for edition_id, form, language in list(renditions.missing()):
            renditions.render(edition_id, form, language)
    return Document.objects.select_related("current_edition").get(pk=found.pk)


def pdf_address(found) -> tuple[str, int]:
    """Address and size of the document's PDF."""
    stored = found.current_edition.renditions.get(form="pdf", language=LANGUAGE)
    return stored.get_absolute_url(), stored.size


def text(found) -> dict:
    """The document's page for `wagtail_site.fill`: what stands on it, in the plainest form."""
    from almaty_portal.lib import inline
    from declarations.content import reading

    content = found.current_edition.content
    read = reading(content, LANGUAGE)
    heads = ("heading", "annex")
    return {
        "title": read["title"],
        "symbol": content["symbol"],
        "sections": ["Documents", "Meetings", "Members", "Governance", "Action plan"],
        "facts": [["Symbol", content["symbol"]], ["Year", str(content["year"])]]
        + [["Endorsed by", state["name"]] for state in read["states"]],
        "paragraphs": [
            ["heading", inline.plain(p["text"])]
            if p["kind"] in heads
            else ["paragraph", f"<p>{p['number']} {inline.html(p['text'])}</p>"]
            for p in read["paragraphs"]
        ],
    }
