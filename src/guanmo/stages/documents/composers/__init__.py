"""From the records of a round to the content of a document. Nothing is written here."""
