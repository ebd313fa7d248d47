"""The template tags, by kind; templatetags/houvast.py offers them all under one name."""
