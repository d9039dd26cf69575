"""Reports of a run: a page, tables, and results for build servers."""
