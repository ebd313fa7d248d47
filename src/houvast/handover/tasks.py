"""Jobs of handovers: what recurs, and what is sent to other installations."""
