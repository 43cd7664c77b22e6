"""One file for each kind of page: its first state, its layout, what its keys do."""
