"""What may be published: aggregate counts without small numbers, statements beside the record, pages and plots."""
