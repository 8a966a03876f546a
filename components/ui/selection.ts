/** The selection with these rows in it, or without them. */
export function changeSelection(selection: ReadonlySet<string>, ids: readonly string[], on: boolean): Set<string> {
  const next = new Set(selection);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}

/** How many of these rows are selected, as a checkbox over all of them shows it. */
export function selectionOf(selection: ReadonlySet<string>, ids: readonly string[]): boolean | 'indeterminate' {
  const count = ids.filter((id) => selection.has(id)).length;
  if (count === 0) return false;
  return count === ids.length ? true : 'indeterminate';
}
