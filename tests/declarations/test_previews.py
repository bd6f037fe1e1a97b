import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    document = factories.DocumentFactory()
    factories.ParagraphFactory(document=document, position=1)
    return reverse("admin:declarations_document_page", args=[document.pk, "ru"])


def test_the_secretariat_sees_the_page_before_it_is_published(client, address):
    client.force_login(factories.editor())
    response = client.get(address)
    page = response.content.decode()
    assert "Защита беженцев, пункт 1." in page
    assert "ПРОЕКТ" in page
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_sees_it(client, address):
    assert client.get(address).status_code == 302
    client.force_login(factories.UserFactory())
    assert client.get(address).status_code == 302


def test_an_unknown_language_is_a_404(client, address):
    client.force_login(factories.editor())
    assert client.get(address.replace("/ru/", "/xx/")).status_code == 404
