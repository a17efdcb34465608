"""Letters: written from a case with the texts that its programme has for them, and kept as they were handed out."""
