"""Cases in the forms that others use: tables of spreadsheets, and the fields of RAGAS."""
