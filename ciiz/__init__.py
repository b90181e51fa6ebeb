"""ciiz: the platform on which Swiss institutions handle a person's complex case together (IIZ, CII)."""
