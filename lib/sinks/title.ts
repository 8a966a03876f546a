import type { Told } from './contract.ts';

/** What an event is about: a repository, else the organization. */
export const titleOf = ({ event }: Told): string =>
  ('repository' in event.data ? event.data.repository : null) ?? event.data.organization;
