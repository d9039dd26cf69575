"""Answer questions over the plans of a store, with citations."""
