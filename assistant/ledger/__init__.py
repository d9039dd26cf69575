"""The ledger of commitments as people use it: rows, filters, exports, series of an indicator."""
