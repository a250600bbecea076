"""Documents: what a report holds when it is frozen, and how that becomes HTML and an accessible PDF.

`snapshot` is the frozen content, `layout` the house style as data, `numbering` the section numbers, `html` the pages,
`pdf` the one door to WeasyPrint. Nothing here reads the database: a document is made from its snapshot alone.
"""
