"""The rules of risk matrices and movements as pure functions: no database, no person."""
