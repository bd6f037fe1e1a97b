from declarations.models.documents import Attachment, Document, Endorsement, Paragraph, Relation
from declarations.models.editions import Edition, Passage, Rendition

__all__ = ["Attachment", "Document", "Edition", "Endorsement", "Paragraph", "Passage", "Relation", "Rendition"]
