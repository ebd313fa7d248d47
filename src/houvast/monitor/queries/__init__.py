"""Reading figures, data checks, leavings, analyses and learning cycles: what a viewer may see of them."""
