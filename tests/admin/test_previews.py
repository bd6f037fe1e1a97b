import pytest
from django.urls import reverse

from tests import factories


def address(document, language):
    return reverse("admin:declarations_document_pdf", args=[document.pk, language])


@pytest.mark.django_db
def test_an_editor_sees_the_working_text_as_pdf(client):
    document = factories.ParagraphFactory().document
    client.force_login(factories.editor())
    answer = client.get(address(document, "en"))
    assert answer.content.startswith(b"%PDF")
    assert answer["X-Robots-Tag"] == "noindex"
    assert document.editions.count() == 0


@pytest.mark.django_db
def test_a_preview_in_an_unknown_language_is_not_found(client):
    client.force_login(factories.editor())
    assert client.get(address(factories.DocumentFactory(), "xx")).status_code == 404


@pytest.mark.django_db
def test_a_preview_is_not_public(client):
    assert client.get(address(factories.DocumentFactory(), "en")).status_code == 302


@pytest.mark.django_db
def test_the_admin_alone_has_a_looser_content_policy(client):
    client.force_login(factories.superuser())
    assert "unsafe-inline" in client.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "unsafe" not in client.get("/nowhere")["Content-Security-Policy"]
