"""The open data of documents: what the public reads of them is frozen, so every row is read from an edition."""
