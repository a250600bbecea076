"""A risk register as a workbook: what its columns may be, how rows are read, compared with what stands, and written."""
