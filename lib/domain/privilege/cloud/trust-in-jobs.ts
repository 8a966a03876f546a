import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import type { TrustRule } from '#lib/domain/privilege/inventory.ts';
import type { JobHost } from './job-host.ts';

type Trusted = Pick<CloudRole, 'trust' | 'takesTokens'>;

/** What of a trust is about tokens of a code host; null: nothing is. Statements that deny everybody stay. */
export function trustInJobs({ trust, issuers }: TrustRule, host: JobHost): Trusted | null {
  const isHost = (issuer: string): Tri => host.isIssuer(issuer);
  switch (trust.cloud) {
    case 'aws': {
      const kept = trust.statements.flatMap((statement, at) => {
        const issuer = issuers[at] ?? '';
        const takes = issuer === '*' ? true : isHost(issuer);
        return takes === false ? [] : [{ statement, takes }];
      });
      const allowed = kept.filter(({ statement }) => statement.effect === 'Allow');
      if (allowed.length === 0) return null;
      const statements = kept.map(({ statement }) => statement);
      return { trust: { cloud: 'aws', statements }, takesTokens: or(...allowed.map(({ takes }) => takes)) };
    }
    case 'azure': {
      const credentials = trust.credentials.filter(({ issuer }) => isHost(issuer) !== false);
      if (credentials.length === 0) return null;
      const takesTokens = or(...credentials.map(({ issuer }) => isHost(issuer)));
      return { trust: { cloud: 'azure', credentials }, takesTokens };
    }
    case 'vault': {
      const takesTokens = issuers.length === 0 ? host.byClaims(trust) : or(...issuers.map(isHost));
      return takesTokens === false ? null : { trust, takesTokens };
    }
  }
}
