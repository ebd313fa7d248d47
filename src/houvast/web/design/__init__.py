"""The page of components at /design/: development only."""
