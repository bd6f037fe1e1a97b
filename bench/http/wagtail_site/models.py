from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page


class TextPage(Page):
    """A title, facts beside it, and a text of headings and paragraphs."""

    symbol = models.CharField(max_length=60, blank=True)
    facts = StreamField([("fact", blocks.StructBlock([("name", blocks.CharBlock()), ("value", blocks.CharBlock())]))])
    body = StreamField([("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())])
