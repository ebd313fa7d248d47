"""The administration pages: the institution, its staff, and who is around which student."""
