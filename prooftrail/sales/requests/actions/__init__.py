"""What is done with a request, one file a deed."""
