'use client';

import { changeOrganization } from '#components/queries/organization.ts';
import { NameForm } from '#components/shared/name-form.tsx';
import { Card } from '#components/ui/card.tsx';
import type { OrganizationView } from '#lib/contracts/organization.ts';
import { DeleteOrganization } from './delete-organization.tsx';
import { ExportData } from './export-data.tsx';

/** Settings of the organization itself. */
export function OrganizationSection({ name, slug }: OrganizationView) {
  return (
    <div className="flex max-w-[640px] flex-col gap-6">
      <Card title="Name" note={`Shown above every screen. The API knows the organization as ${slug}, which stays.`}>
        <NameForm label="Name of the organization" name={name} save={changeOrganization} />
      </Card>
      <ExportData />
      <DeleteOrganization name={name} slug={slug} />
    </div>
  );
}
