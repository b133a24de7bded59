/* The SHA-256 of a text or of bytes as 64 hex digits, by the browser where it can, else by sha256.js. */
import { sha256 } from "./sha256.js";

export async function digestOf(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  if (!window.crypto || !crypto.subtle) return sha256(bytes);
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
