/* SHA-256 (FIPS 180-4) in plain JavaScript: on plain HTTP the browser has no crypto.subtle. Pure. */

const PRIMES = 64;

function isPrime(number) {
  for (let factor = 2; factor * factor <= number; factor += 1) if (number % factor === 0) return false;
  return true;
}

/* The first 32 bits of the fractional part. */
function fraction(number) {
  return ((number - Math.floor(number)) * 0x100000000) | 0;
}

const primes = [];
for (let number = 2; primes.length < PRIMES; number += 1) if (isPrime(number)) primes.push(number);
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = primes.map((prime) => fraction(Math.cbrt(prime)));

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

/* The message with one bit 1, zeros and its length in bits: whole blocks of 64 bytes. */
function padded(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const all = new Uint8Array(blocks * 64);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setUint32(all.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(all.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

function schedule(view, offset) {
  const words = new Int32Array(PRIMES);
  for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(offset + 4 * t);
  for (let t = 16; t < PRIMES; t += 1) {
    const a = words[t - 15];
    const b = words[t - 2];
    const small = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const large = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[t] = words[t - 16] + small + words[t - 7] + large;
  }
  return words;
}

function compress(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < PRIMES; t += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, place) => (word + state[place]) | 0);
}

/* Uint8Array → 64 hex digits */
export function sha256(bytes) {
  const view = padded(bytes);
  let state = START;
  for (let offset = 0; offset < view.byteLength; offset += 64) state = compress(state, schedule(view, offset));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
