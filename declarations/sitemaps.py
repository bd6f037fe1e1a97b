from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse

from almaty_portal.lib.sitemaps import PageSitemap
from declarations.models import Document, Edition


class DocumentSitemap(PageSitemap):
    def items(self) -> QuerySet[Document]:
        documents = Document.objects.published().select_related("current_edition")
        return documents.defer("current_edition__content").order_by("slug")

    def lastmod(self, item: Document) -> datetime:
        return item.current_edition.cut_at  # type: ignore[union-attr]


class BilingualSitemap(DocumentSitemap):
    """Both languages side by side, where there are both."""

    def items(self) -> QuerySet[Document]:
        return super().items().filter(current_edition__languages__1__isnull=False)

    def location(self, item: Document) -> str:
        return reverse("declarations:bilingual", args=[item.slug])


class DifferencesSitemap(DocumentSitemap):
    def items(self) -> QuerySet[Document]:
        return super().items().filter(current_edition__number__gt=1)

    def location(self, item: Document) -> str:
        return reverse("declarations:differences", args=[item.slug])


class EditionSitemap(PageSitemap):
    """Editions that a later one took the place of; the current one is the document's page."""

    def items(self) -> QuerySet[Edition]:
        published = Edition.objects.filter(document__in=Document.objects.published())
        former = published.exclude(pk=F("document__current_edition")).select_related("document")
        return former.defer("content").order_by("document__slug", "number")

    def lastmod(self, item: Edition) -> datetime:
        return item.cut_at
