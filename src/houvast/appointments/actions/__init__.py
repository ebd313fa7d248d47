"""Asking, answering, planning, sharing and handing over."""
