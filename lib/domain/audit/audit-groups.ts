import { AUDIT_VERBS, type AuditVerb } from './entry.ts';

type GroupOf<Verb> = Verb extends `${infer Group}.${string}` ? Group : never;

/** `session`, `person`, …: the word before the dot of a verb. */
export type AuditGroup = GroupOf<AuditVerb>;
/** What can be asked for: one verb, or all of a group. */
export type AuditChoice = AuditVerb | AuditGroup;

export const groupOf = (verb: AuditVerb): AuditGroup => verb.slice(0, verb.indexOf('.')) as AuditGroup;

/** In the order in which they come first in the list of verbs. */
export const AUDIT_GROUPS: readonly AuditGroup[] = [...new Set(AUDIT_VERBS.map(groupOf))];
export const AUDIT_CHOICES: readonly AuditChoice[] = [...AUDIT_GROUPS, ...AUDIT_VERBS];

/** The verbs that a choice stands for. */
export const verbsOf = (choice: AuditChoice): readonly AuditVerb[] =>
  AUDIT_VERBS.filter((verb) => verb === choice || groupOf(verb) === choice);
