/* The phone's store in IndexedDB. Reads go by primary key only, writes are on the disk before they count as written. */
import { Memory } from "./memory.js";

const NAME = "guanmo-field";
const SCHEMA = 1;
const PAUSE = 300;

/* By schema version: what an upgrade adds. An upgrade never drops a store or a row. */
const UPGRADES = {
  1: (database) => {
    database.createObjectStore("kv");
    database.createObjectStore("drafts", { keyPath: ["judge", "visit"] });
    database.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
    database.createObjectStore("bodies");
    database.createObjectStore("photos");
    database.createObjectStore("receipts", { keyPath: "id" });
  },
};

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/* All keys that begin with these parts: [judge] → [judge, …]. */
function within(prefix) {
  return prefix === undefined ? undefined : IDBKeyRange.bound(prefix, prefix.concat([[]]));
}

class Transaction {
  constructor(inner) {
    this.inner = inner;
  }

  get(store, key) {
    return done(this.inner.objectStore(store).get(key));
  }

  all(store, prefix) {
    return done(this.inner.objectStore(store).getAll(within(prefix)));
  }

  keys(store, prefix) {
    return done(this.inner.objectStore(store).getAllKeys(within(prefix)));
  }

  put(store, value, key) {
    return done(this.inner.objectStore(store).put(value, key));
  }

  remove(store, key) {
    return done(this.inner.objectStore(store).delete(key));
  }
}

function open() {
  const request = indexedDB.open(NAME, SCHEMA);
  request.onupgradeneeded = (event) => {
    for (let version = event.oldVersion + 1; version <= SCHEMA; version += 1) UPGRADES[version](request.result);
  };
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another window keeps the old version open"));
  });
}

class Database {
  constructor() {
    this.connection = null;
    this.lasting = true;
  }

  async connect() {
    if (this.connection) return this.connection;
    const connection = await open();
    connection.onclose = () => { this.connection = null; };
    connection.onversionchange = () => {
      connection.close();
      this.connection = null;
    };
    this.connection = connection;
    return connection;
  }

  /* A connection may be lost while a phone sleeps: then it is opened once more. */
  async begin(stores, mode) {
    const options = mode === "readwrite" ? { durability: "strict" } : undefined;
    try {
      return (await this.connect()).transaction(stores, mode, options);
    } catch (error) {
      this.connection = null;
      return (await this.connect()).transaction(stores, mode, options);
    }
  }

  /* `work` may await nothing but the transaction. Resolves after `complete`; rejects when nothing was written. */
  async run(stores, mode, work) {
    const inner = await this.begin(stores, mode);
    const finished = new Promise((resolve, reject) => {
      inner.oncomplete = resolve;
      inner.onabort = () => reject(inner.error || new Error("nothing was written"));
    });
    finished.catch(() => {});
    let result;
    try {
      result = await work(new Transaction(inner));
    } catch (error) {
      try { inner.abort(); } catch (ended) { /* it has ended by itself */ }
      throw error;
    }
    await finished;
    return result;
  }

  read(stores, work) {
    return this.run(stores, "readonly", work);
  }

  write(stores, work) {
    return this.run(stores, "readwrite", work);
  }
}

async function works(database) {
  try {
    await database.write(["kv"], (tx) => tx.put("kv", Date.now(), "tried"));
    return await database.read(["kv"], (tx) => tx.get("kv", "tried")) !== undefined;
  } catch (error) {
    return false;
  }
}

/* The store, tried out by writing, twice: a phone that wakes up may fail once. Where the browser refuses, one in memory
   that lasts as long as the page. */
export async function openStore() {
  const database = new Database();
  if (await works(database)) return database;
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  return (await works(database)) ? database : new Memory();
}
