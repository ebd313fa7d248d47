"""What is wrong with this installation, and what to do: for `houvast check`, `houvast doctor` and a page."""
