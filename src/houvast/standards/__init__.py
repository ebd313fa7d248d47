"""What goes between Houvast and other systems: the archive of everything, OEAPI, OneRoster, connectors."""
