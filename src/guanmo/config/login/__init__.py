"""Who is let in, and until when: backends, lockout, and what every request of a session is asked."""
