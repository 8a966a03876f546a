import type { KeyboardEvent } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';

/** Sends a form from any of its fields, also from one in which Enter begins a line. */
export function sendOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** Why nothing was changed, where no field says it. */
export function FormProblem({ error, fields }: { error: Error | null; fields: readonly string[] }) {
  if (error === null || fields.some((name) => errorAt(error, name) !== null)) return null;
  return (
    <p role="alert" className="text-13 text-failed">
      {reasonOf(error)}
    </p>
  );
}
