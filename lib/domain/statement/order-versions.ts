interface Versioned {
  version: string;
  statedAt: Date;
}

const parts = (version: string): string[] => version.split(/[.\-+]/);

/** Whether a version of a document came before (-1), after (1) or with (0) another: by its number, then by its time. */
export function orderDocuments(a: Versioned, b: Versioned): -1 | 0 | 1 {
  const [left, right] = [parts(a.version), parts(b.version)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = orderParts(left[at] ?? '0', right[at] ?? '0');
    if (order !== 0) return order;
  }
  return orderOf(a.statedAt.getTime(), b.statedAt.getTime());
}

function orderParts(a: string, b: string): -1 | 0 | 1 {
  const numbers = /^\d{1,15}$/;
  return numbers.test(a) && numbers.test(b) ? orderOf(Number(a), Number(b)) : orderOf(a, b);
}

function orderOf<T extends string | number>(a: T, b: T): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
