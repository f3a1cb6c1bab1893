"""What operators do, over HTTP and at the command line."""
