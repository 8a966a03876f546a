import type { FrozenName, ItemKind } from './review.ts';

const VIA_WORDS: Readonly<Record<string, string>> = {
  direct: 'given to it directly',
  team: 'given to it as a team',
  group: 'given to it as a group',
  role: 'given to it by a role',
  policy: 'given to it by a policy',
  key: 'comes with the key',
  token: 'comes with the token',
  app: 'comes with the app',
};

/** What ends a list that was cut: its name is how many more there are. */
export const MORE = 'more';

/** Why somebody has a right, in one sentence, as it was frozen. */
export function whyOf(item: {
  kind: ItemKind;
  via: string | null;
  targetName: string;
  chain: readonly FrozenName[];
}): string {
  switch (item.kind) {
    case 'right':
      return VIA_WORDS[item.via ?? 'direct'] ?? 'given to it';
    case 'own':
      return 'by its own permissions';
    case 'membership': {
      const [first, ...more] = item.chain;
      if (first === undefined) return `by being in ${item.targetName}, of which no right is known`;
      const last = more.at(-1);
      const cut = last?.kind === MORE ? Number(last.name) - 1 : 0;
      const rest = more.length === 0 ? '' : ` and ${more.length + cut} more`;
      return `by being in ${item.targetName}, which has ${first.kind} on ${first.name}${rest}`;
    }
  }
}

const LEVEL_NAMES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

export const levelName = (level: number): string => LEVEL_NAMES[level] ?? String(level);
