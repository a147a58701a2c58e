"""Public forms: pages anybody may open and send, and what visitors of a site allowed us to note."""
