import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import type { Json } from '#lib/scanners/shared/text.ts';
import { readCsv } from '../shared/csv.ts';
import type { Row } from '../shared/section.ts';
import { BEYONDTRUST_COLUMNS, type BeyondtrustSection, plainName } from './columns.ts';

/** What reports call it where it is not the name of the API; each as `plainName` spells it. */
const ALSO: Readonly<Record<string, string>> = {
  account: 'AccountName',
  managedaccount: 'AccountName',
  system: 'SystemName',
  managedsystem: 'SystemName',
  asset: 'SystemName',
  automanage: 'AutoManagementFlag',
  automaticmanagement: 'AutoManagementFlag',
  autopasswordmanagement: 'AutoManagementFlag',
  lastchange: 'LastChangeDate',
  lastpasswordchange: 'LastChangeDate',
  passwordlastchanged: 'LastChangeDate',
  changefrequency: 'ChangeFrequencyDays',
  changeafterrelease: 'ChangePasswordAfterAnyReleaseFlag',
  changepasswordafterrelease: 'ChangePasswordAfterAnyReleaseFlag',
  concurrentrequests: 'MaxConcurrentRequests',
  group: 'Name',
  groupname: 'Name',
  usergroup: 'Name',
  role: 'RoleName',
  user: 'UserName',
  lastlogin: 'LastLoginDate',
  active: 'IsActive',
  administrator: 'IsAdministratorGroup',
  accesspolicy: 'AccessPolicyName',
};

const FLAGS = /(?:Flag|Enabled)$|^Is/;

/**
 * The rows of a report's table. Its columns are those of the API in any spelling, those of usual names, or those that the
 * sender says: `mapping` has the header of the table for each member.
 * @throws ReportError for a header in which no account, group or user is named, and for a row of another width
 */
export async function readTable(
  text: string,
  section: BeyondtrustSection,
  mapping: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let header: (string | null)[] | null = null;
  for await (const { cells, number, line } of readCsv(sourceFromBytes(text))) {
    if (header === null) {
      header = headerOf(cells, section, mapping);
      continue;
    }
    const position = `${section} row ${number} (line ${line})`;
    if (cells.length !== header.length) {
      throw new ReportError(
        `a row has ${cells.length} values, and the header ${header.length} columns: are they shifted?`,
        position,
      );
    }
    const value: Json = {};
    for (const [index, name] of header.entries()) {
      const cell = cells[index]?.trim() ?? '';
      if (name !== null && cell !== '') value[name] = FLAGS.test(name) ? flagOf(cell) : cell;
    }
    rows.push({ value, position, list: '' });
  }
  return rows;
}

function flagOf(cell: string): boolean | string {
  if (/^(?:yes|y|true|1|enabled|on)$/i.test(cell)) return true;
  return /^(?:no|n|false|0|disabled|off)$/i.test(cell) ? false : cell;
}

function headerOf(cells: readonly string[], section: BeyondtrustSection, mapping: Readonly<Record<string, string>>) {
  const values = cells.filter((cell) => /^(?:password|secret|private ?key|passphrase|token|value)$/i.test(cell.trim()));
  if (values.length > 0) {
    throw new ReportError(`the table has a column of values, ${values.join(', ')}: leave it out`, `${section} line 1`);
  }
  const known = new Map(BEYONDTRUST_COLUMNS[section].map((name) => [plainName(name), name as string]));
  const said = new Map(Object.entries(mapping).map(([member, header]) => [header.trim().toLowerCase(), member]));
  const names = cells.map((cell) => {
    const own = said.get(cell.trim().toLowerCase());
    const usual = ALSO[plainName(cell)];
    return own ?? known.get(plainName(cell)) ?? (usual !== undefined && known.has(plainName(usual)) ? usual : null);
  });
  const missing = Object.values(mapping).filter(
    (header) => !cells.some((cell) => cell.trim().toLowerCase() === header.trim().toLowerCase()),
  );
  if (missing.length > 0) throw new ReportError(`the table has no column ${missing.join(', ')}`, `${section} line 1`);
  const needed = NEEDED[section];
  if (!needed.some((name) => names.includes(name))) {
    throw new ReportError(
      `the header names no ${needed.join(' and no ')}: say with mapping which column it is`,
      `${section} line 1`,
    );
  }
  return names;
}

const NEEDED: Readonly<Record<BeyondtrustSection, readonly string[]>> = {
  managed_accounts: ['AccountName'],
  managed_systems: ['SystemName', 'HostName'],
  user_groups: ['Name'],
  users: ['UserName'],
  entitlements: ['Name', 'UserName'],
  requests: ['RequestorName'],
};
