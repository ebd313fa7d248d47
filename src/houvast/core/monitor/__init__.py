"""What a school can learn from its own figures: shares, small numbers, norms, comparisons. Values in, values out."""
