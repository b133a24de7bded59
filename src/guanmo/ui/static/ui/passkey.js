/* data-passkey on what needs passkeys: shown where the browser has them (HTTPS or this computer itself); data-passkey-none:
   shown otherwise. data-passkey-run names the library's form and the ids of its button and field. */
const has = Boolean(window.PublicKeyCredential);
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !has;
for (const part of document.querySelectorAll("[data-passkey-none]")) part.hidden = has;
for (const part of document.querySelectorAll("[data-passkey-run]")) {
  const { passkeyRun, name, button, credential, passwordless } = part.dataset;
  const ids = { [name]: button, credential, passwordless };
  if (document.getElementById("js_data")) ids.data = "js_data";
  window.allauth.webauthn.forms[passkeyRun]({ ids });
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-error]")) part.hidden = false;
});
