"""A demonstration: an invented school with invented people in every state."""
