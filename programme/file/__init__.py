"""The programme file: one declaration per section, from which come reading, writing, checking and the JSON Schema.

Each app declares its own sections in its `programme_file` module and registers them when Django starts.
"""
