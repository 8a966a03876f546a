import type { Context } from '#lib/context.ts';
import type { PathRowView } from '#lib/contracts/path.ts';
import type {
  CredentialView,
  GrantView,
  PrincipalView,
  PrivilegeChange,
  ResourceView,
} from '#lib/contracts/privilege.ts';
import type { PrivilegeExportParams, PrivilegeList } from '#lib/contracts/privilege-export.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { getCredentials } from '#lib/views/privilege/get-credentials.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { getResources } from '#lib/views/privilege/get-resources.ts';
import type { Columns } from './encoder.ts';
import {
  changeColumns,
  credentialColumns,
  grantColumns,
  pathColumns,
  principalColumns,
  resourceColumns,
} from './privilege-columns.ts';

export interface PrivilegeRows {
  principals: PrincipalView;
  grants: GrantView;
  credentials: CredentialView;
  changes: PrivilegeChange;
  resources: ResourceView;
  paths: PathRowView;
}

export interface Exportable<L extends PrivilegeList> {
  columns: (publicUrl: string) => Columns<PrivilegeRows[L]>;
  read: (
    ctx: Context,
    params: Omit<PrivilegeExportParams<L>, 'format'> & { cursor: string | undefined; limit: number },
  ) => Promise<{ items: PrivilegeRows[L][]; next_cursor: string | null }>;
}

/** What an export reads is what the list answers: the same filters, order and rows. */
export const PRIVILEGE_LISTS: { readonly [L in PrivilegeList]: Exportable<L> } = {
  principals: { columns: principalColumns, read: getPrincipals },
  grants: { columns: grantColumns, read: getGrants },
  credentials: { columns: credentialColumns, read: getCredentials },
  changes: { columns: changeColumns, read: getChanges },
  resources: { columns: resourceColumns, read: getResources },
  paths: { columns: pathColumns, read: getPaths },
};
