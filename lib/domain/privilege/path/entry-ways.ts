import { isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Cause, Entry } from '#lib/domain/privilege/access/ref-entry.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import type { StepRight, Way } from './path.ts';
import type { PathPattern } from './pattern.ts';

/** A door to a target: whoever gets code to some refs of a repository goes through. */
export interface Door {
  readonly through: number;
  /** What it is called when all who write go through. */
  readonly pattern: PathPattern;
  /** How these get code there. */
  readonly first: StepRight;
  /** What they do then. */
  readonly last: readonly StepRight[];
  readonly settings: readonly Setting[];
  /** What it is called when somebody changes the rules first. */
  readonly rewrite?: PathPattern;
  /** Whether the door is there. */
  readonly open: Tri;
}

/** Every way through a door, by the reason why somebody gets code there. */
export function entryWays(entries: readonly Entry[], door: Door): Way[] {
  return entries.flatMap((entry) => {
    const helped = when(door.open, entry.helped);
    if (isNobody(helped)) return [];
    const { pattern, steps } = named(entry.cause, door);
    const alone: Reach = when(door.open, entry.alone);
    return [
      {
        pattern,
        through: door.through,
        alone,
        helped,
        steps: [...steps, ...door.last],
        settings: [...door.settings, ...entry.settings],
      },
    ];
  });
}

function named(cause: Cause, door: Door): { pattern: PathPattern; steps: StepRight[] } {
  switch (cause) {
    case 'open':
      return { pattern: door.pattern, steps: [door.first] };
    case 'evaluate':
    case 'bypass':
      return { pattern: 'P13', steps: ['R1'] };
    case 'robot':
      return { pattern: 'P16', steps: ['R5', 'R3'] };
    case 'gap':
      return { pattern: 'P17', steps: ['R3'] };
    case 'bot':
      return { pattern: 'P19', steps: ['R10', 'R3'] };
    case 'admin':
      return { pattern: 'P12', steps: ['R1'] };
    case 'rewrite':
      return { pattern: door.rewrite ?? 'P12', steps: ['R4', 'R1'] };
    case 'property':
      return { pattern: 'P20', steps: ['R4', 'R1'] };
    case 'key':
      return { pattern: 'P14', steps: ['R1'] };
    case 'delegate':
      return { pattern: 'P15', steps: ['R1'] };
  }
}
