"""A link as a picture that a phone's camera reads (ISO/IEC 18004)."""

import io

import segno

PIXELS_A_MODULE = 10


def qr_picture(address: str) -> bytes:
    """A PNG of the link; a quarter of it may be covered or torn and it still reads (error correction Q)."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="q").save(drawn, kind="png", scale=PIXELS_A_MODULE, border=4)
    return drawn.getvalue()
