"""Asking, answering, walking along, keeping answers; contesting a decision and deciding on it."""
