import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from declarations import metadata, renditions
from declarations.models import Relation
from publishing import workflow
from tests import factories
from tests.declarations import rich

pytestmark = pytest.mark.django_db
PAGE = "/en/documents/text/"


def page(client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def legislation(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def edition(**fields):
    made = rich.edition(**{"symbol": "AP/2013/X", "slug": "text", **fields})
    for due in made.due():
        renditions.render(made.pk, *due)
    return made


def test_the_page_says_what_the_document_is(client, settings):
    made = edition(title_ru="Коммюнике", title_en="Communiqué")
    found = legislation(page(client))
    assert found["@type"] == "Legislation"
    assert found["@id"] == f"{settings.SITE_URL}/d/AP/2013/X"
    assert (found["legislationIdentifier"], found["legislationDate"]) == ("AP/2013/X", "2013-06-05")
    assert {"@language": "ru", "@value": "Коммюнике"} in found["name"]
    assert found["inLanguage"] == ["ru", "en"]
    assert len(found["encoding"]) == len(made.due())
    for file in made.renditions.all():
        encoding = next(e for e in found["encoding"] if e["contentUrl"].endswith(file.filename))
        assert (encoding["sha256"], encoding["contentSize"]) == (file.sha256, f"{file.size} B")


def test_an_older_edition_is_another_thing_than_the_document(client, settings):
    made = edition()
    workflow.reopen(made.document, actor=factories.editor())
    rich.published(made.document, reason="A word was wrong", revision="corrigendum")
    old, now = legislation(page(client, f"{PAGE}editions/1/")), legislation(page(client))
    assert (old["@id"], old["version"]) == (f"{settings.SITE_URL}/d/AP/2013/X?edition=1", "1")
    assert (now["@id"], now["version"]) == (f"{settings.SITE_URL}/d/AP/2013/X", "2")


def test_each_file_has_the_force_of_its_language(client):
    edition()
    values = {
        (e["encodingFormat"], *e["inLanguage"]): e.get("legislationLegalValue")
        for e in legislation(page(client))["encoding"]
    }
    assert values["application/pdf", "ru"] == "AuthoritativeLegalValue"
    assert values["application/pdf", "en"] == "OfficialLegalValue"
    assert values["application/pdf", "ru", "en"] is None


def test_what_is_not_known_is_absent(client):
    edition(adopted_on=None, meeting=None, authenticity_ru="", authenticity_en="")
    html = page(client)
    found = legislation(html)
    assert not {"legislationDate", "recordedAt", "datePublished"} & set(found)
    assert all("legislationLegalValue" not in encoding for encoding in found["encoding"])
    assert '<meta name="DCTERMS.date" content="2013">' in html


def test_a_description_claims_no_force(client):
    edition(basis="description")
    values = {encoding["legislationLegalValue"] for encoding in legislation(page(client))["encoding"]}
    assert values == {"UnofficialLegalValue"}


def test_relations_to_published_documents_are_said(client, settings):
    made = edition()
    workflow.reopen(made.document, actor=factories.editor())
    other, hidden = rich.edition(symbol="AP/2012/Y").document, rich.document(symbol="AP/2012/Z")
    for to, kind in ((other, "amends"), (other, "implements"), (hidden, "replaces")):
        Relation.objects.create(from_document=made.document, to_document=to, kind=kind)
    found = legislation(page(client))
    target = [{"@type": "Legislation", "@id": f"{settings.SITE_URL}/d/AP/2012/Y"}]
    assert (found["legislationChanges"], found["isBasedOn"]) == (target, target)


def test_no_title_breaks_out_of_the_script(client):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    edition(title_en=title)
    html = page(client)
    assert "<script>alert" not in html
    assert {"@language": "en", "@value": title} in legislation(html)["name"]


def test_dublin_core_and_alternates_stand_in_the_head(client, settings):
    made = edition(title_ru="Коммюнике")
    head = page(client).split("</head>")[0]
    assert '<link rel="schema.DCTERMS" href="http://purl.org/dc/terms/">' in head
    assert '<meta name="DCTERMS.title" lang="ru" content="Коммюнике">' in head
    for file in made.renditions.all():
        language = f' hreflang="{file.language}"' if file.language != "ru-en" else ""
        address = settings.SITE_URL + file.get_absolute_url()
        assert f'<link rel="alternate" type="{file.media_type}"{language} href="{address}">' in head


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_in_the_other_language_only_is_described_too(client, language):
    made = rich.edition(["ru"], slug="text")
    assert legislation(page(client, f"/{language}/documents/text/"))["inLanguage"] == ["ru"]
    assert f"?edition={made.number}" in page(client, f"/{language}/documents/text/")


def test_downloads_are_grouped_the_readers_language_first(client):
    made = edition()
    groups = metadata.downloads(made.renditions.all(), "en")
    assert [r.language for r in groups["pdf"]] == ["en", "ru", "ru-en"]
    assert [(r.form, r.language) for r in groups["other"]][:3] == [("txt", "en"), ("txt", "ru"), ("json", "ru-en")]
    html = page(client)
    assert all(f'<a href="{file.get_absolute_url()}"' in html for file in made.renditions.all())
    assert "Some files are still being made." not in html


def test_the_page_says_that_files_are_still_made(client, monkeypatch):
    monkeypatch.setattr("declarations.tasks.render_edition.delay_on_commit", lambda *args: None)
    rich.edition(slug="text")
    assert "Some files are still being made." in page(client)


def queries(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(PAGE).status_code == 200
    return len(found)


def test_a_page_asks_the_database_as_often_for_one_file_as_for_all(client):
    made = rich.edition(slug="text")
    renditions.render(made.pk, "txt", "en")
    workflow.reopen(made.document, actor=factories.editor())
    Relation.objects.create(from_document=made.document, to_document=rich.edition().document, kind="endorses")
    one = queries(client)
    for due in made.due():
        renditions.render(made.pk, *due)
    for kind in ("amends", "implements", "refers"):
        Relation.objects.create(from_document=made.document, to_document=rich.edition().document, kind=kind)
    assert queries(client) == one
