import { ReportError } from '#lib/scanners/contract.ts';
import { asNumber, asRecord, asString } from '#lib/scanners/shared/text.ts';
import type { Building } from '../shared/building.ts';
import { nameOf, resourceOf } from '../shared/values.ts';
import type { AwsSection } from './sections.ts';
import { accountOf, tagsOf, timeOf } from './values.ts';

/** What Secrets Manager says of its secrets: names and dates. */
export function readSecrets(building: Building<AwsSection>): void {
  for (const { value, position } of building.rows('secrets')) {
    const arn = nameOf(value.ARN);
    const name = nameOf(value.Name);
    const account = accountOf(arn);
    if (arn === null || name === null || account === null) {
      building.skip('secrets', position, name === null ? 'no Name' : 'no ARN');
      continue;
    }
    const { scope } = building.document;
    if (account !== scope) throw new ReportError(`this is the account ${account}, and not ${scope}`, position);
    const createdAt = timeOf(value.CreatedDate);
    const rotatedAt = timeOf(value.LastRotatedDate);
    const secret = resourceOf('secret', arn, name, {
      parent: 'org',
      sections: ['secrets'],
      createdAt,
      updatedAt: timeOf(value.LastChangedDate) ?? rotatedAt ?? createdAt,
      // Secrets Manager leaves the member out of what nobody has read.
      lastUsedAt: value.LastAccessedDate === undefined ? 'never' : timeOf(value.LastAccessedDate),
      tags: tagsOf(value.Tags),
      archived: value.DeletedDate !== undefined && value.DeletedDate !== null,
    });
    building.addOnce(building.resources, secret, 'secrets', position);
    building.controls.push({
      kind: 'rotation',
      resource: arn,
      // Left out where it was never set.
      enabled: value.RotationEnabled === true,
      managed: asString(value.OwningService) !== null,
      everyDays: asNumber(asRecord(value.RotationRules).AutomaticallyAfterDays),
      lastAt: rotatedAt ?? 'never',
    });
  }
}
