"""The public pages: is the paper in my hand genuine, and how far is my application? No log-in, no client certificate,
no names.

answers: what can be answered, and how. page (page.html, style.css): how it looks. limiter: how often one may ask.
follow (follow.html): the state of an application. app: the ASGI application. serve: `gateway inquiry`, a process and
a listener of its own.
"""
