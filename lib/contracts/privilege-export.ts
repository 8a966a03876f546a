import { z } from 'zod';
import { EXPORT_FORMATS } from './export-formats.ts';
import { pathListParams } from './path.ts';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
  resourceListParams,
} from './privilege.ts';

const paging = { cursor: true, limit: true } as const;
const asked = { ...paging, total: true } as const;
const format = z.enum(EXPORT_FORMATS).default('csv');

/** `GET /api/v1/privileges/{list}/export`: filters and order are those of the list. */
export const privilegeExportParams = {
  principals: principalListParams.omit(asked).extend({ format }),
  grants: grantListParams.omit(asked).extend({ format }),
  credentials: credentialListParams.omit(asked).extend({ format }),
  changes: changeListParams.omit(asked).extend({ format }),
  resources: resourceListParams.omit(asked).extend({ format }),
  paths: pathListParams.omit(paging).extend({ format }),
};
export type PrivilegeList = keyof typeof privilegeExportParams;
export type PrivilegeExportParams<L extends PrivilegeList> = z.output<(typeof privilegeExportParams)[L]>;
