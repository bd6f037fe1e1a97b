from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from declarations.models import Document


class DocumentSitemap(Sitemap):
    i18n = True
    alternates = True

    def items(self) -> QuerySet[Document]:
        return Document.objects.published().select_related("current_edition").order_by("slug")

    def lastmod(self, item: Document) -> datetime:
        return item.current_edition.cut_at  # type: ignore[union-attr]
