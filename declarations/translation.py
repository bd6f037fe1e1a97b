from modeltranslation.translator import translator

from declarations.models import Attachment, Document, Endorsement, Paragraph, Relation
from publishing.history import track

translator.register(Document, fields=["title"])
translator.register(Paragraph, fields=["text"])
translator.register(Endorsement, fields=["note"])
translator.register(Attachment, fields=["title"])

for model in (Document, Paragraph, Endorsement, Relation, Attachment):
    track(model)
