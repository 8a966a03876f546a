import type { ScopeView } from '#lib/contracts/scope.ts';
import type { ScopeKind } from '#lib/domain/access/chosen-scope.ts';

export const KIND_WORDS: Record<ScopeKind, string> = { team: 'Team', label: 'Label', repository: 'Repository' };

/** Screens of the organization as a whole: teams and labels have no share of people or of the log. */
const WHOLE = /^\/(?:account|audit|integrations|people|settings)(?:\/|$)/;

/** Whether the screen of this path shows the same whatever scope is chosen. */
export const isOfOrganization = (path: string): boolean => WHOLE.test(path);

/** `team Payments` */
export const scopeWords = ({ kind, name }: Pick<ScopeView, 'kind' | 'name'>): string =>
  `${KIND_WORDS[kind].toLowerCase()} ${name}`;
