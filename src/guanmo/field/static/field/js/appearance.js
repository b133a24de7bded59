/* The stored page knows nothing of this reader: large type comes from its cookie before anything is shown. */
document.documentElement.classList.toggle("large-type", /(?:^|; )large_type=1/.test(document.cookie));
