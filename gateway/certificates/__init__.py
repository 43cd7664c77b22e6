"""The issuing side: which certificates may be had when and for how much, who may have them, and the issue itself.

catalogue, catalogue_file: the municipalities' data and its checker. records: the port to their registers.
entitlement: who may have what, decided on one look into the records. drafting: what stands on the paper.
issuing: one request from its id to the sealed bytes. reports, reconciliation: what became of it. stops: the switch.
paper: the forms, the print and the seal. Nothing here keeps a document or a name.
"""
