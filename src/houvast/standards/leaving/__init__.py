"""Leaving at any time: everything in one archive that is read without Houvast, and that another installation takes."""
