from declarations.models.documents import Attachment, Document, Endorsement, Paragraph, Relation
from declarations.models.editions import Edition, Passage, Rendition
from declarations.models.preparation import Acknowledgement, WordImport

__all__ = [
    "Acknowledgement",
    "Attachment",
    "Document",
    "Edition",
    "Endorsement",
    "Paragraph",
    "Passage",
    "Relation",
    "Rendition",
    "WordImport",
]
