/* Points as whole hundredths, so that sums are exact. The same rules as guanmo.method.entry and .deduction. */

const PLAIN = /^\s*(\d{1,3})(?:[.。．](\d{1,2}))?\s*$/;

/* "1.5" → 150; null for anything that is not a plain number with at most two places. */
export function toHundredths(text) {
  const found = PLAIN.exec(text === null || text === undefined ? "" : text);
  return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : null;
}

/* 150 → "1.50" */
export function toText(hundredths) {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}

/* 150 → "1.5", for people */
export function toShort(hundredths) {
  return toText(hundredths).replace(/\.?0+$/, "");
}

function capped(rule, times) {
  const points = rule.points * times;
  return rule.cap === null ? points : Math.min(points, rule.cap);
}

/* What a rule takes off an item when its fact occurred `count` times. */
export function deductByRule(item, rule, count) {
  if (count === 0 || rule.kind === "bonus") return 0;
  if (rule.kind === "zero" || rule.kind === "veto") return item.points;
  return Math.min(capped(rule, rule.kind === "per_occurrence" ? count : 1), item.points);
}

/* What a bonus rule gives back on its own item. */
export function bonusByRule(rule, count) {
  return rule.kind === "bonus" ? capped(rule, count) : 0;
}

/* What is left of an item: never below zero, and a bonus never lifts it over its points. */
export function itemScore(item, deductions) {
  let taken = 0;
  let back = 0;
  for (const one of deductions) {
    taken += one.points;
    if (one.rule !== null && one.count !== 0) back += bonusByRule(item.rules[one.rule], one.count === null ? 1 : one.count);
  }
  return item.points - Math.max(taken - back, 0);
}

/* raw × whole ÷ applicable in hundredths, half up; null when nothing applies. */
export function rescale(raw, whole, applicable) {
  return applicable === 0 ? null : Math.floor((2 * raw * whole + applicable) / (2 * applicable));
}
