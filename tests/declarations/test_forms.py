"""What holds for every form: the same bytes each time, made, stored and served."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from declarations import renditions
from declarations.media_types import MEDIA_TYPES
from declarations.models import Rendition
from declarations.models.editions import FORMS_MADE
from publishing import workflow
from tests import factories
from tests.declarations import rich
from tests.declarations.any_edition import editions

pytestmark = pytest.mark.django_db
MAKE_ALL = """
import datetime, hashlib, json, sys, django
django.setup()
from declarations.models import Edition
from declarations.renditions import MAKERS
fields = json.load(open(sys.argv[1]))
edition = Edition(**{**fields, "cut_at": datetime.datetime.fromisoformat(fields["cut_at"])})
print({due: hashlib.sha256(MAKERS[due[0]](edition, due[1])).hexdigest() for due in edition.due()})
"""


def test_every_form_has_a_maker_and_a_media_type():
    assert set(FORMS_MADE) == set(renditions.MAKERS) <= set(MEDIA_TYPES) == set(Rendition.Form.values)


def test_two_processes_make_the_same_bytes_of_every_form(tmp_path):
    made = rich.edition(basis="description")
    names = ("number", "kind", "cut_at", "reason", "languages", "content", "sha256")
    (tmp_path / "edition.json").write_text(json.dumps({name: getattr(made, name) for name in names}, default=str))
    run = [sys.executable, "-c", MAKE_ALL, str(tmp_path / "edition.json")]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "almaty_portal.settings"}
    root = Path(__file__).parents[2]
    first, second = (
        subprocess.run(run, cwd=root, env={**env, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "12"
    )
    assert first == second
    assert all(repr(due).encode() in first for due in made.due())


def stored(languages: list[str] | None = None) -> dict[tuple[str, str], Rendition]:
    made = rich.edition(languages)
    return {due: renditions.render(made.pk, *due) for due in made.due()}


def test_every_form_is_served_with_its_type_language_and_canonical_page(client, settings):
    for (form, language), rendition in stored().items():
        response = client.get(rendition.get_absolute_url())
        data = b"".join(response.streaming_content)
        assert (response.status_code, response["Content-Type"]) == (200, MEDIA_TYPES[form])
        assert len(data) == rendition.size == int(response["Content-Length"])
        assert response["Content-Language"] == language.replace("-", ", ")
        assert response["ETag"] == f'"{rendition.sha256}"'
        page = settings.SITE_URL + rendition.edition.document.get_absolute_url()
        assert response["Link"] == f'<{page}>; rel="canonical"'
        shown = "attachment" if form == "docx" else "inline"
        assert response["Content-Disposition"].startswith(f'{shown}; filename="{rendition.filename}"')


def test_an_edition_in_one_language_has_files_in_that_one_only():
    assert {due: r.filename.rsplit("-", 1)[1] for due, r in stored(["ru"]).items()} == {
        (form, "ru"): f"ru.{form}" for form in FORMS_MADE
    }


@pytest.mark.parametrize("who", [None, factories.UserFactory, factories.editor, factories.publisher])
def test_files_of_a_withdrawn_document_are_gone_for_everybody(client, who):
    files = stored()
    document = next(iter(files.values())).edition.document
    workflow.withdraw(document, actor=factories.publisher(), reason="Issued in error")
    if who:
        client.force_login(who())
    before = Rendition.objects.count()
    assert {client.get(r.get_absolute_url()).status_code for r in files.values()} == {410}
    assert client.post(next(iter(files.values())).get_absolute_url()).status_code == 405
    assert Rendition.objects.count() == before


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions())
def test_every_edition_that_the_models_allow_is_made_in_every_form(edition):
    for form, language in edition.due():
        if form == "pdf":
            continue  # WeasyPrint takes a second each
        data = renditions.MAKERS[form](edition, language)
        if form == "docx":
            docx.Document(io.BytesIO(data))
        else:
            data.decode()


def test_titles_too_long_for_a_words_property_are_cut_there_and_nowhere_else():
    made = rich.edition(title_ru="ж" * 300, title_en="w" * 300)
    read = docx.Document(io.BytesIO(renditions.MAKERS["docx"](made, "ru-en")))
    assert (len(read.core_properties.title), read.core_properties.title[-1]) == (255, "…")
    assert read.tables[0].rows[1].cells[1].text.count("w" * 300) == 1
