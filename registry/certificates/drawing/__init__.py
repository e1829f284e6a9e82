"""Certificates on paper: fonts, the QR code, the page itself, and where an electronic seal would come in."""
