"""A Word file as blocks of text: opened safely, then read as it is seen, numbers included."""
