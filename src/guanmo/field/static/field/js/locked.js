/* The server keeps this sheet: the device may forget the draft that it came from. */
import { forgetKept } from "./draft.js";

const { user, visit, id } = JSON.parse(document.getElementById("field-draft").textContent);
forgetKept(user, visit, id);
