"""Pages of help, self-checks, planned talks, the network and who coaches."""
