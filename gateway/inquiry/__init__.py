"""The public inquiry page: is the paper in my hand genuine? No log-in, no client certificate, no names.

answers: what can be answered, and how. page (page.html, style.css): how it looks. limiter: how often one may ask.
app: the ASGI application. serve: `gateway inquiry`, a process and a listener of its own.
"""
