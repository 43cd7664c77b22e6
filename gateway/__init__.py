"""The other end of the terminal's wire: who stands at the terminal, what is in the folder, and the contract for both.

contract: the wire, shared with the terminal. identity: log-in. sessions, accounts, service: what follows from it.
portal: what a resident sees. store: the database. app, envelope, problems, caller, parts: the web application.
server, terminal: mutual TLS. config, cli, dev_certs, log: how it is run. sandbox: an invented municipality.
"""
