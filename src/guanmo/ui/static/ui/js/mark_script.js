/* Tells the stylesheets that scripts run, so that buttons which need them may be shown. */
document.documentElement.classList.add("js");
