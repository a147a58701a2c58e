"""What is done about whose a customer is, one file a deed."""
