"""The `travessia` command line and the local stack."""
