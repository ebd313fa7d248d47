"""What other folders may put on their pages of the directory."""
