"""From a file to rows: encodings, separators, sheets and values. No database, no Django."""
