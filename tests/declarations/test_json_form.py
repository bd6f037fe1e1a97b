import hashlib
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from declarations.edition_cutting import canonical
from declarations.forms import as_json
from declarations.models import Document, Edition, Paragraph
from declarations.schema_views import schema
from publishing.models import Source
from tests import factories
from tests.declarations import rich


def faults(edition: Edition) -> list[str]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(as_json.make(edition, "ru-en")))]


def test_the_schema_is_one_and_every_property_is_described():
    Draft202012Validator.check_schema(schema())

    def undescribed(node, path=""):
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                if "description" not in value:
                    yield f"{path}/{name}"
            for name, value in node.items():
                yield from undescribed(value, f"{path}/{name}")

    assert list(undescribed(schema())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("languages", [["ru", "en"], ["ru"], ["en"]])
def test_a_rich_edition_fits_the_schema(languages):
    assert faults(rich.edition(languages)) == []


@pytest.mark.django_db
def test_the_least_edition_fits_the_schema():
    made = factories.DocumentFactory(meeting=None, original_language="", manner="")
    factories.ParagraphFactory(document=made)
    factories.published(made, reason="")
    assert faults(made.editions.get()) == []


@pytest.mark.django_db
def test_the_digest_is_that_of_document_symbol_schema_and_paragraphs():
    made = rich.edition()
    read = json.loads(as_json.make(made, "ru-en"))
    content = {**read["document"], **{name: read[name] for name in ("schema", "symbol", "paragraphs")}}
    assert hashlib.sha256(canonical(content)).hexdigest() == read["edition"]["sha256"] == made.sha256


@pytest.mark.django_db
def test_a_changed_word_an_unknown_kind_and_a_new_property_do_not_fit(settings):
    made = rich.edition()
    made.content["paragraphs"][0]["kind"] = "poem"
    made.content["paragraphs"][1]["colour"] = "blue"
    made.content["adopted_on"] = "5 June 2013"
    assert len(faults(made)) == 3


TEXT = st.text(max_size=30)


@st.composite
def editions(draw) -> Edition:
    """An edition as the models allow it, not stored."""
    both = lambda name: {f"{name}_{code}": draw(TEXT) for code in ("ru", "en")}  # noqa: E731
    content = {
        "schema": 2,
        "symbol": draw(st.from_regex(r"[A-Z0-9]{1,6}(/[A-Z0-9.-]{1,6}){1,3}", fullmatch=True)),
        "kind": draw(st.sampled_from(Document.Kind.values)),
        **both("title"),
        **{f"authenticity_{c}": draw(st.sampled_from(["", *Document.Authenticity.values])) for c in ("ru", "en")},
        "year": draw(st.integers(1900, 2100)),
        "adopted_on": draw(st.none() | st.dates().map(str)),
        "manner": draw(st.sampled_from(["", *Document.Manner.values])),
        "original_language": draw(st.sampled_from(["", "ru", "en"])),
        "basis": draw(st.sampled_from(Document.Basis.values)),
        "source": draw(st.sampled_from(Source.values)),
        "meeting": draw(
            st.none()
            | st.just(
                {"slug": "m-1", **both("title"), **both("place"), "starts_on": "2013-06-05", "ends_on": "2013-06-06"}
            )
        ),
        "endorsements": draw(st.lists(st.just({"code": "KZ", **both("short"), **both("formal"), **both("note")}))),
        "paragraphs": [
            {
                "anchor": anchor,
                "kind": draw(st.sampled_from(Paragraph.Kind.values)),
                "level": draw(st.integers(1, 5)),
                **both("number"),
                **both("text"),
            }
            for anchor in range(1, draw(st.integers(0, 6)) + 1)
        ],
    }
    languages = draw(st.sampled_from([["ru"], ["en"], ["ru", "en"]]))
    digest = hashlib.sha256(canonical(content)).hexdigest()
    kind = draw(st.sampled_from(Edition.Kind.values))
    return Edition(
        number=draw(st.integers(1, 99)),
        kind=kind,
        cut_at=timezone.now(),
        languages=languages,
        content=content,
        sha256=digest,
    )


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(editions())
def test_every_edition_that_the_models_allow_fits_the_schema(edition):
    assert faults(edition) == []


@pytest.mark.django_db
def test_the_schema_is_served_at_the_address_that_the_file_names(client, settings):
    named = json.loads(as_json.make(rich.edition(), "ru-en"))["$schema"]
    assert named == settings.SITE_URL + reverse("edition_schema")
    response = client.get(named.removeprefix(settings.SITE_URL))
    assert (response.status_code, response["Content-Type"]) == (200, "application/schema+json")
    assert response.json()["$id"] == named
    assert json.loads(json.dumps(schema(), cls=DjangoJSONEncoder)) == response.json()
