import { findAuditedOrganizations } from '#db/queries/audit.ts';
import { auditFilterParams } from '#lib/contracts/audit.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { noteExport } from '#lib/services/audit/note-export.ts';
import { verifyAudit } from '#lib/services/audit/verify-audit.ts';
import { exportAudit } from '#lib/views/audit/export-audit.ts';
import { readAnchors } from '../anchors.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

export const auditVerify: Verb = {
  words: 'audit verify',
  usage: `[--anchor FILE|NUMBER:HASH|HASH … ${ORGANIZATION_USAGE}]`,
  help: 'computes the hashes of the audit logs again; names the first entry that is wrong and how, exit 1; --anchor: what was noted earlier must still be in them',
  async run(args, io) {
    const { values, lists } = readOptions(args, { values: ['organization'], lists: ['anchor'] });
    return withInstallation(io, async ({ systemSql }) => {
      const anchors = await readAnchors(systemSql, lists.anchor ?? [], values.organization);
      const organizations = await findAuditedOrganizations(systemSql);
      let code = 0;
      for (const orgId of new Set([...organizations, ...anchors.keys()])) {
        const verified = await verifyAudit(systemSql.boundTo(orgId), { orgId }, anchors.get(orgId));
        io.out(JSON.stringify({ organization: orgId, ...verified }));
        for (const { sequence, hash } of verified.unchecked) io.err(wordsOnUnchecked(orgId, sequence ?? hash));
        if (verified.problem === null) continue;
        io.err(`Audit log of organization ${orgId}: ${verified.problem.sentence}`);
        code = 1;
      }
      return code;
    });
  },
};

const wordsOnUnchecked = (orgId: number, which: number | string): string =>
  `Audit log of organization ${orgId}: what was noted of entry ${which} cannot be compared, because the retention policy removed it.`;

export const auditExport: Verb = {
  words: 'audit export',
  usage: `[--who NAME] [--verb VERB] [--target NAME] [--since TIME] [--until TIME] ${ORGANIZATION_USAGE}`,
  help: 'prints the audit log as JSON Lines, newest first; times like 2026-03-02T09:00:00Z, or days',
  async run(args, io) {
    const { organization: slug, ...values } = readOptions(args, {
      values: ['who', 'verb', 'target', 'since', 'until', 'organization'],
    }).values;
    const params = check(auditFilterParams, values);
    await withInstallation(io, async ({ systemSql, now }) => {
      const organization = await chosenOrganization(systemSql, slug);
      if (!organization) return;
      const operator = operatorOf(organization.id, operatorName(io.env));
      const sql = systemSql.boundTo(organization.id);
      await noteExport({ ...operator, sql, now }, params);
      const lines = exportAudit({ ...operator, readSql: sql }, params);
      for await (const text of lines) io.out(text.trimEnd());
    });
    return 0;
  },
};
