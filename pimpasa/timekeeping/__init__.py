"""Whether the clocks can be believed. While they cannot, nothing is erased, nothing expires, nothing is taken away."""
