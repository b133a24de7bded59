/* The same face as database.js where the browser refuses to store (private mode): it lasts as long as the page. */

const PATHS = { drafts: (row) => [row.judge, row.visit], receipts: (row) => row.id };
const STORES = ["kv", "drafts", "outbox", "bodies", "photos", "receipts"];

const text = (key) => JSON.stringify(key);

/* Rows go in and out as copies, as a database gives them; bytes are never changed by anybody. */
function copy(value) {
  return value instanceof ArrayBuffer || value === undefined ? value : JSON.parse(JSON.stringify(value));
}

class Transaction {
  constructor(stores) {
    this.stores = stores;
  }

  async get(store, key) {
    return copy(this.stores[store].get(text(key)));
  }

  async keys(store, prefix) {
    const found = Array.from(this.stores[store].keys(), (key) => JSON.parse(key));
    return prefix === undefined ? found : found.filter((key) => prefix.every((part, place) => key[place] === part));
  }

  async all(store, prefix) {
    return (await this.keys(store, prefix)).map((key) => copy(this.stores[store].get(text(key))));
  }

  async put(store, value, key) {
    if (store === "outbox" && value.seq === undefined) Object.assign(value, { seq: this.stores.next() });
    const path = store === "outbox" ? value.seq : PATHS[store] ? PATHS[store](value) : key;
    this.stores[store].set(text(path), copy(value));
    return path;
  }

  async remove(store, key) {
    this.stores[store].delete(text(key));
  }
}

export class Memory {
  constructor() {
    this.lasting = false;
    this.stores = {};
    for (const name of STORES) this.stores[name] = new Map();
    let last = 0;
    this.stores.next = () => { last += 1; return last; };
  }

  read(stores, work) {
    return work(new Transaction(this.stores));
  }

  /* All or nothing, and one after the other, as in a database. */
  async write(stores, work) {
    const before = this.turn || Promise.resolve();
    const act = before.then(async () => {
      const kept = stores.map((name) => [name, new Map(this.stores[name])]);
      try {
        return await work(new Transaction(this.stores));
      } catch (error) {
        for (const [name, map] of kept) this.stores[name] = map;
        throw error;
      }
    });
    this.turn = act.catch(() => {});
    return act;
  }
}
