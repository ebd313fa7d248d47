"""What a person types about leavings, data checks, settings, analyses and learning cycles."""
