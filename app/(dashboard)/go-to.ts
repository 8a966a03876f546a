import { redirect } from 'next/navigation';
import { withScope } from '#lib/contracts/scope-address.ts';
import { chosenScope } from '#lib/web/page-context.ts';

/** Redirects to another page within the chosen scope. */
export async function goTo(path: string): Promise<never> {
  redirect(withScope(path, await chosenScope()));
}
