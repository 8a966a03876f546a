import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ExceptionPolicyCard } from '#components/settings/exception-policy-card.tsx';
import { SlaCard } from '#components/settings/sla-card.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getExceptionPolicy } from '#lib/views/exception/get-exception-policy.ts';
import { getSla } from '#lib/views/exception/get-sla.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'SLA and exceptions' };

export default async function SlaPage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('settings:write')) notFound();
  const [sla, policy] = await Promise.all([getSla(ctx), getExceptionPolicy(ctx)]);
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <SlaCard sla={sla} />
      <ExceptionPolicyCard policy={policy} />
    </div>
  );
}
