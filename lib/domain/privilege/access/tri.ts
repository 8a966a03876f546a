/** A fact that a source may not know: null is unknown, which is neither yes nor no. */
export type Tri = boolean | null;

export function not(value: Tri): Tri {
  return value === null ? null : !value;
}

/** False as soon as one is false, whatever is unknown beside it. */
export function and(...values: readonly Tri[]): Tri {
  let result: Tri = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === null) result = null;
  }
  return result;
}

/** True as soon as one is true, whatever is unknown beside it. */
export function or(...values: readonly Tri[]): Tri {
  let result: Tri = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === null) result = null;
  }
  return result;
}
