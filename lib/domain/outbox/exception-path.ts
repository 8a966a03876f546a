import type { OutboxEvent } from './event.ts';

/** Where to look: at the only finding, else at the exceptions of the repository. */
export function exceptionPath(
  repository: string,
  { kind, detail }: Extract<OutboxEvent, { kind: `exception_${string}` }>,
): string {
  // The list of exemptions is on Coverage.
  if (detail.category !== undefined) return `/coverage?scope=repo:${repository}`;
  const [first] = detail.findings;
  if (detail.count === 1 && first !== undefined) return `/repositories/${repository}/findings/${first.number}`;
  const isOver = kind !== 'exception_approved' && kind !== 'exception_extended' && kind !== 'exception_expiring';
  const show = kind === 'exception_requested' ? '&show=requested' : isOver ? '&show=ended' : '';
  return `/exceptions?repo=${repository}${show}`;
}
