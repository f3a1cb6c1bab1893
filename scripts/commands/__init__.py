"""One module per command of the `travessia` command line; the command line finds them by itself."""
