"""Users, their grants and the door: sign-in, and the actor of each request."""
