"""Turn a file on disk into a described document and citable passages."""
