"""One module per format; `recognise` in `exchange.opening` asks each whether a file is its own."""
