"""Houvast: the guidance system that does not let go of a student."""
