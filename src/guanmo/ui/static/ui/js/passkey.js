/* data-passkey on what needs passkeys: shown where the browser has them (HTTPS or this computer itself); data-passkey-none: shown otherwise. */
const has = Boolean(window.PublicKeyCredential);
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !has;
for (const part of document.querySelectorAll("[data-passkey-none]")) part.hidden = has;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-error]")) part.hidden = false;
});
