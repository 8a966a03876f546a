import { dayOf } from '#lib/domain/time.ts';
import { byWhom } from './judge-decision.ts';

/** An exception or a rule whose end somebody wants to change. */
export interface Extensible {
  what: 'exception' | 'rule';
  expiresAt: Date | null;
}

/** Whether it has the end that whoever wants another one knows of. */
export const isAsKnown = ({ expiresAt }: Pick<Extensible, 'expiresAt'>, known: Date | null): boolean =>
  expiresAt?.getTime() === known?.getTime();

/** Of two who give another end at once, the second one reads what the first one did. */
export function changedMeanwhile({ what, expiresAt }: Extensible, by: { name: string; at: Date } | null): string {
  const end = expiresAt === null ? 'has no end' : `holds until ${dayOf(expiresAt)}`;
  return `This ${what} was given another end meanwhile${byWhom(by?.name ?? null, by?.at ?? null)}: it ${end}. Nothing was changed.`;
}
