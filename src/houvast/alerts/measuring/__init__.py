"""Measuring the rules for many students at once: the same answers as `core.alerts.measuring`, set-wise in SQL."""
