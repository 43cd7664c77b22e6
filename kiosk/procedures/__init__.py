"""行政手続 as data: what can be applied for at a terminal, what is asked for it, and how it is found."""
