"""How a journey ends before its end, other than by Back: caught by `visit` alone."""


class ToMenu(Exception):
    """The resident chose something else."""


class SessionGone(Exception):
    """The gateway knows the session no more: nothing can be asked for until a new log-in."""
