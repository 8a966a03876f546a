import type { GrantConditions, Level } from '#lib/domain/privilege/inventory.ts';
import { asRecord, type Json } from '#lib/scanners/shared/text.ts';
import { textsOf } from './values.ts';

/** Policies of AWS itself, whose documents are in no inventory of an account unless somebody asks for them too. */
const MANAGED: Readonly<Record<string, Level>> = {
  AdministratorAccess: 5,
  'AdministratorAccess-Amplify': 4,
  IAMFullAccess: 5,
  PowerUserAccess: 4,
  SystemAdministrator: 4,
  ReadOnlyAccess: 1,
  ViewOnlyAccess: 1,
  SecurityAudit: 1,
};

const READS = /^[a-z0-9-]+:(?:get|list|describe|head|batchget|lookup|search|view)[a-z*]*$/i;

/** Actions by which whoever has them gives themselves every other one. */
const RAISE =
  /^iam:(?:\*|(?:put|attach)(?:user|group|role)(?:policy|\*)|(?:create|set(?:default)?)policyversion|createpolicyversion|setdefaultpolicyversion|updateassumerolepolicy|createaccesskey|put\*|attach\*|create\*|update\*)$/i;

export interface Rights {
  level: Level;
  conditions: GrantConditions | null;
}

/** How much a policy allows, at most: what others deny, and boundaries, are not taken off. */
export function rightsOf(statements: readonly Json[]): Rights {
  const all = statements.map(statementRights);
  const level = all.reduce<Level>((most, each) => (each.level > most ? each.level : most), 0);
  // A right counts as guarded by a second factor where every statement that gives it asks for one.
  const giving = all.filter((each) => each.level === level && level > 0);
  const mfa = giving.length > 0 && giving.every((each) => each.mfa);
  return { level, conditions: mfa ? { approval: null, mfa, branch: null } : null };
}

function statementRights(statement: Json): { level: Level; mfa: boolean } {
  const mfa = asksForSecondFactor(statement.Condition);
  if (statement.Effect !== 'Allow') return { level: 0, mfa };
  const everywhere = textsOf(statement.Resource).some((resource) => resource === '*');
  // All but some actions is a great deal.
  if (statement.NotAction !== undefined) return { level: everywhere ? 4 : 3, mfa };
  const actions = textsOf(statement.Action);
  if (actions.length === 0) return { level: 0, mfa };
  if (everywhere && actions.some((action) => action === '*' || action === '*:*' || RAISE.test(action))) {
    return { level: 5, mfa };
  }
  return { level: actions.every((action) => READS.test(action)) ? 1 : 3, mfa };
}

function asksForSecondFactor(condition: unknown): boolean {
  const { Bool } = asRecord(condition);
  return Object.entries(asRecord(Bool)).some(
    ([key, value]) =>
      key.toLowerCase() === 'aws:multifactorauthpresent' && textsOf(value).every((text) => text === 'true'),
  );
}

/** Of a policy whose document was not told; null where that is not known. */
export const managedRights = (name: string): Rights | null => {
  const level = Object.hasOwn(MANAGED, name) ? MANAGED[name] : undefined;
  return level === undefined ? null : { level, conditions: null };
};
