import {
  type PrivilegeExportParams,
  type PrivilegeList,
  privilegeExportParams,
} from '#lib/contracts/privilege-export.ts';
import { exportPrivileges } from '#lib/services/export/export-privileges.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { type Exportable, PRIVILEGE_LISTS } from '#lib/views/export/privilege-lists.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

/** The handlers of a list's file: its rows with the same filters, in its order. */
export function exportOf<L extends PrivilegeList>(list: L) {
  const paramsOf = (request: Request) =>
    parseWith(privilegeExportParams[list], queryOf(request)) as PrivilegeExportParams<L>;
  const GET = route(async (ctx, request) => {
    const params = paramsOf(request);
    return sendExport({ ctx, request, list, params }, (write) => exportPrivileges(ctx, list, params, write));
  });
  const HEAD = route(async (ctx, request) => {
    const params = paramsOf(request);
    const { read }: Exportable<L> = PRIVILEGE_LISTS[list];
    await checkExport(ctx, () => read(ctx, { ...params, cursor: undefined, limit: 1 }));
    return describeExport(ctx, list, params);
  });
  return { GET, HEAD };
}
