"""The essay's text: reading it from a file, numbering its paragraphs, finding passages in it."""
