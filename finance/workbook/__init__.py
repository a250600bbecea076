"""A version of a business case as a workbook of sheets and back. Nothing here asks the database."""
