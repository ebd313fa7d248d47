"""Held-out evaluation of rules and of a learned ranking on public data: `make evaluate`."""
