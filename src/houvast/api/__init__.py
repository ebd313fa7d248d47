"""The API: what another system of a school may read and write, for which purpose, and how it is told of changes."""
