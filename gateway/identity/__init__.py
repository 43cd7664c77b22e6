"""Who stands at the terminal: challenge, signed answer, certificate, revocation.

challenges: the one-use nonces. jws: form and signature of the log-in message. anchors: trusted CAs. certificate: may
this certificate log in. revocation: the port, with the adapters ocsp and crl. login: all of it in order.
"""
