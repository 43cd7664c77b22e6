"""The paper itself: from what stands on a certificate to a sealed PDF, and back.

    press = Press(office, seal_key, code_key, inquiry_url)
    match press.make(form, issued_on):
        case Paper(): …          # sealed bytes, to be sent and forgotten
        case GlyphMissing(): …   # a sign that no font has: refuse, never substitute
        case TooLong(): …        # does not fit the form: the counter writes it

forms: the data of the nine certificates. press: puts everything together. coverage: which font has which sign.
drawing: typst. ground: けん制文字. number, code: inquiry number and the signed QR. seal: PAdES. sandbox: demo keys.
"""

from gateway.certificates.paper.back import Office
from gateway.certificates.paper.forms import Form
from gateway.certificates.paper.press import GlyphMissing, Paper, Press, TooLong
from gateway.certificates.paper.seal import SealKey

__all__ = ["Form", "GlyphMissing", "Office", "Paper", "Press", "SealKey", "TooLong"]
