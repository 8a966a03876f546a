import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { encodeId } from '#lib/ids.ts';

/** An entry of the outbox. */
export type Entry = OutboxEvent & {
  orgId: number;
  /** Null: about the organization as a whole. */
  repoId: number | null;
  /** Of the entry: the same for good. */
  id: number;
  at: Date;
  upload: number;
};

export interface Place {
  organization: string;
  /** Its name; null: no repository. */
  repository: string | null;
  /** Without a slash at its end. */
  publicUrl: string;
}

export type NamedPlace = Place & { repository: string };
export type RepositoryEntry = Entry & { repoId: number };

export const uploadIdOf = ({ repoId }: { repoId: number }, number: number): string =>
  encodeId('upload', { repoId, number });

/** What every event about a repository has. @param path where to look, from `/` on */
export function aboutOf(entry: { repoId: number; upload: number }, place: NamedPlace, path: string) {
  return {
    organization: place.organization,
    repository: place.repository,
    upload: entry.upload === 0 ? null : uploadIdOf(entry, entry.upload),
    url: `${place.publicUrl}${path}`,
  };
}
