"""Pages of the transfer board."""
