"""The HTTP factory: every answer, refusal and header that the stores' APIs share."""
