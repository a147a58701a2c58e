"""The engine of requests from one team to another. See docs/requests.md."""
