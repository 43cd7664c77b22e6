"""A camera without a lens: motion JPEG over a Unix socket, of a drawn person, a sheet of paper or given pictures."""
