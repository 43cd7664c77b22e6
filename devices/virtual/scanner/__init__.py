"""A code scanner without a body: the kernel's own records (struct input_event) over a Unix socket."""
