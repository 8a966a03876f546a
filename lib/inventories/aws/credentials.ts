import type { CsvRow } from '#lib/domain/csv/csv-parser.ts';
import type { Seen } from '#lib/domain/privilege/inventory.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import type { Building } from '../shared/building.ts';
import { readCsv } from '../shared/csv.ts';
import { grantOf, nameOf, principalOf } from '../shared/values.ts';
import type { AwsSection } from './sections.ts';
import { accountOf, latest, timeOf } from './values.ts';

export const ROOT = '<root_account>';
const NEEDED = ['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'mfa_active'];
const TOLD = ['credential_report'];
const KEYS = [1, 2] as const;
type Cells = Readonly<Record<string, string>>;

/** The credential report: who signs in how, and what keys there are. A row whose cells are not what their columns say is left out. */
export async function readCredentialReport(building: Building<AwsSection>): Promise<void> {
  const text = building.text('credential_report');
  if (text === null) return;
  let columns: string[] | null = null;
  for await (const row of readCsv(sourceFromBytes(text))) {
    if (columns === null) {
      columns = headOf(row);
      continue;
    }
    const position = `credential_report line ${row.line}`;
    if (row.cells.length !== columns.length) {
      const reason = `${row.cells.length} cells, and the head has ${columns.length}`;
      building.skip('credential_report', position, reason);
      continue;
    }
    const cells = Object.fromEntries(columns.map((name, index) => [name, row.cells[index] ?? '']));
    const wrong = shifted(cells, building.document.scope);
    if (wrong !== null) building.skip('credential_report', position, wrong);
    else readUser(building, cells, position);
  }
}

function headOf({ cells, line }: CsvRow): string[] {
  const columns = cells.map((cell) => cell.trim().toLowerCase());
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (missing.length === 0) return columns;
  throw new ReportError(`the credential report has no column ${missing.join(', ')}`, `credential_report line ${line}`);
}

/** By a cell that moved to another column, every other one of the row is wrong too. */
function shifted(cells: Cells, scope: string): string | null {
  const account = accountOf(cells.arn);
  if (account === null) return 'the column arn holds none';
  if (account !== scope) throw new ReportError(`this is the account ${account}, and not ${scope}`, 'credential_report');
  if (timeOf(cells.user_creation_time) === null) return 'the column user_creation_time holds no time';
  const flags = ['mfa_active', 'access_key_1_active', 'access_key_2_active'];
  const wrong = flags.find((name) => cells[name] !== undefined && !/^(?:true|false)$/i.test(cells[name]));
  if (wrong !== undefined) return `the column ${wrong} holds neither true nor false`;
  return /^(?:true|false|not_supported)$/i.test(cells.password_enabled ?? '')
    ? null
    : 'the column password_enabled holds neither true nor false';
}

function readUser(building: Building<AwsSection>, cells: Cells, position: string): void {
  const { arn = '', user = '' } = cells;
  const isRoot = user === ROOT;
  const used = (column: string): Seen => seenOf(cells[column]);
  const keys = KEYS.map((key) => ({ key, at: used(`access_key_${key}_last_used_date`) }));
  const password = isRoot ? true : flagOf(cells.password_enabled);
  // Root's password is not told of apart; for the others no password was never used.
  const passwordUsed = password === false ? 'never' : used('password_last_used');
  const known = building.principals.get(arn);
  const principal = principalOf(
    password === false ? 'service_account' : 'human',
    arn,
    isRoot ? 'root' : (nameOf(user) ?? arn),
    {
      createdAt: timeOf(cells.user_creation_time),
      lastActiveAt: latest([passwordUsed, ...keys.map(({ at }) => at)]),
      twoFactor: flagOf(cells.mfa_active),
      password,
      sections: TOLD,
      standing: 'member',
    },
  );
  if (known !== undefined && known.password !== null) {
    building.skip('credential_report', position, `the id ${arn} is in another row too`);
    return;
  }
  building.principals.set(arn, principal);
  if (isRoot)
    building.grants.push(
      grantOf({ principal: arn, resource: 'org', permission: 'root', level: 5, via: 'role' }, { sections: TOLD }),
    );
  for (const { key, at } of keys) {
    if (flagOf(cells[`access_key_${key}_active`]) !== true) continue;
    const token = principalOf('token', `${arn}/access_key:${key}`, `access key ${key} of ${principal.name}`, {
      owner: principal.name,
      createdAt: timeOf(cells[`access_key_${key}_last_rotated`]),
      expiresAt: 'never',
      lastActiveAt: at,
      sections: TOLD,
    });
    building.principals.set(token.id, token);
  }
}

const flagOf = (text: string | undefined): boolean | null =>
  /^true$/i.test(text ?? '') ? true : /^false$/i.test(text ?? '') ? false : null;

/** `N/A` and `no_information`: it was never used, or not since AWS counts. */
function seenOf(text: string | undefined): Seen {
  if (text === undefined) return null;
  return /^(?:n\/a|no_information)$/i.test(text) ? 'never' : timeOf(text);
}
