"""The way in, and the page of one's own account. django-allauth does the work; words, looks and what is open are ours."""
