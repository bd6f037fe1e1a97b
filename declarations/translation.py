from modeltranslation.translator import translator

from declarations.models import Acknowledgement, Attachment, Document, Endorsement, Paragraph, Relation
from publishing.history import track

translator.register(Document, fields=["title", "authenticity"])
translator.register(Paragraph, fields=["number", "text"])
translator.register(Endorsement, fields=["note"])
translator.register(Attachment, fields=["title"])

for model in (Document, Paragraph, Endorsement, Relation, Attachment, Acknowledgement):
    track(model)
