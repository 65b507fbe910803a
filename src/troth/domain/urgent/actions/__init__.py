"""What is done about urgent tickets: who is on call is said, and pages go until they are taken."""
