import { findAuditedOrganizations } from '#db/queries/audit.ts';
import { auditFilterParams } from '#lib/contracts/audit.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import type { ChainHead } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';
import { noteExport } from '#lib/services/audit/note-export.ts';
import { verifyAudit } from '#lib/services/audit/verify-audit.ts';
import { exportAudit } from '#lib/views/audit/export-audit.ts';
import { chosenOrganization, ORGANIZATION_USAGE } from '../chosen-organization.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { check, readOptions } from '../options.ts';
import type { Verb } from '../verb.ts';

/** `120:9f86…`, as a former verification printed it. */
function anchorOf(text: string | undefined): ChainHead | null {
  if (text === undefined) return null;
  const match = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text);
  if (!match) {
    throw new Fault('invalid_input', '--noted must be NUMBER:HASH, as an earlier `audit verify` printed them.');
  }
  return { sequence: Number(match[1]), hash: match[2] ?? '' };
}

export const auditVerify: Verb = {
  words: 'audit verify',
  usage: `[--noted NUMBER:HASH ${ORGANIZATION_USAGE}]`,
  help: 'computes the hashes of the audit log again; names the first entry that is wrong and how, exit 1; --noted: must still hold this entry of the named organization',
  async run(args, io) {
    const { values } = readOptions(args, { values: ['noted', 'organization'] });
    const noted = anchorOf(values.noted);
    return withInstallation(io, async ({ systemSql }) => {
      const about = noted === null ? null : await chosenOrganization(systemSql, values.organization);
      let code = 0;
      for (const orgId of await findAuditedOrganizations(systemSql)) {
        const verified = await verifyAudit(systemSql.boundTo(orgId), { orgId }, orgId === about?.id ? noted : null);
        io.out(JSON.stringify({ organization: orgId, ...verified }));
        if (verified.problem === null) continue;
        io.err(`Audit log of organization ${orgId}: ${verified.problem.sentence}`);
        code = 1;
      }
      return code;
    });
  },
};

export const auditExport: Verb = {
  words: 'audit export',
  usage: `[--who NAME] [--verb VERB] [--target NAME] [--since TIME] [--until TIME] ${ORGANIZATION_USAGE}`,
  help: 'prints the audit log as JSON Lines, newest first; times like 2026-03-02T09:00:00Z',
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
