"""The intake: takes sealed items of terminals exactly once, and can't open them.

routes: the paths of the contract. receiving: one item, from envelope to stored answer. envelopes: whose signature it
is. chunks: attachments in pieces. recipients: municipalities' public keys. caller, limits: who calls, and how often.
handover: what a municipality's back office takes away and says. follow: the public state page. holes, cli:
`gateway intake holes`.
"""
