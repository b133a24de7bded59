/* Tells the harness which sheets the phone's store has, then writes more and tells of each one that counts as saved. */
import { openStore } from "/js/database.js";

const tell = (path, body) => fetch(path, { method: "POST", body });

const store = await openStore();
if (!store.lasting) {  // the page would say so and save nothing; the judge would open it again
  await tell("/refused", "");
  location.reload();
  await new Promise(() => {});
}
const here = await store.read(["bodies"], (tx) => tx.keys("bodies"));
await tell("/here", JSON.stringify(here));
for (let number = 0; ; number += 1) {
  const id = crypto.randomUUID();
  await store.write(["bodies", "outbox"], (tx) => Promise.all([
    tx.put("bodies", "已填写的评分表".repeat(500), id),
    tx.put("outbox", { id }),
  ]));
  await tell("/saved", id);
}
