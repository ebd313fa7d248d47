"""The transfer from one school to the next: where a pupil stands, in which phase of the year, and reasons to look."""
