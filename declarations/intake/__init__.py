"""A text from outside, pasted or read from Word, on its way into a document: classified, aligned, arranged, saved."""
