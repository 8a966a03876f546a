/** The shortest way from a member to a group by groups between, without the member; null: it is not in it. */
export function chainTo(
  pairs: readonly { member: number; groupNumber: number }[],
  member: number,
  group: number,
): number[] | null {
  const next = Map.groupBy(pairs, (pair) => pair.member);
  const before = new Map<number, number>();
  const open = [member];
  for (const at of open) {
    if (at === group) break;
    for (const { groupNumber } of next.get(at) ?? []) {
      if (groupNumber === member || before.has(groupNumber)) continue;
      before.set(groupNumber, at);
      open.push(groupNumber);
    }
  }
  if (!before.has(group)) return null;
  const chain: number[] = [];
  for (let at: number | undefined = group; at !== undefined && at !== member; at = before.get(at)) chain.push(at);
  return chain.reverse();
}
