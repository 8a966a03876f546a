import type { OutboxEvent } from './event.ts';

type ExceptionEvent = Extract<OutboxEvent, { kind: `exception_${string}` }>;

/** Where to look: at the only finding, else at the exceptions of the repository. */
export function exceptionPath(repository: string, { kind, detail }: ExceptionEvent): string {
  // The list of exemptions is on Coverage.
  if (detail.category !== undefined) return `/coverage?scope=repo:${repository}`;
  const [first] = detail.findings;
  if (detail.count === 1 && first !== undefined) return `/repositories/${repository}/findings/${first.number}`;
  return `/exceptions?repo=${repository}${shownOf(kind)}`;
}

/** Which of them the list shows then. */
function shownOf(kind: ExceptionEvent['kind']): string {
  switch (kind) {
    case 'exception_approved':
    case 'exception_extended':
      return '';
    case 'exception_expiring':
      return '&show=ending';
    case 'exception_requested':
      return '&show=requested';
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_expired':
    case 'exception_returned':
      return '&show=ended';
  }
}
