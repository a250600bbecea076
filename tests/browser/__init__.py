"""A package, so that its database and site last for its tests and are gone before those of other folders."""
