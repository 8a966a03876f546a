'use client';

import { useQuery } from '@tanstack/react-query';
import { tokensQuery } from '#components/queries/tokens.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useNow } from '#components/ui/clock.tsx';
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { TokenRow } from '#lib/contracts/token.ts';
import { formatAge, formatList } from '#lib/format.ts';
import { RevokeToken } from './revoke-token.tsx';

const KIND: Record<TokenRow['kind'], string> = { upload: 'upload', api: 'API' };

function Name({ token }: { token: TokenRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        title={token.name}
        className={token.revoked_at === null ? 'truncate font-medium' : 'truncate text-faint line-through'}
      >
        {token.name}
      </span>
      <code className="shrink-0 font-mono text-12 text-faint">…{token.hint}</code>
    </span>
  );
}

function Ends({ token }: { token: TokenRow }) {
  const now = useNow();
  if (token.revoked_at !== null) return <span className="text-faint">revoked</span>;
  if (token.expires_at === null) return <span className="text-soft">never</span>;
  if (Date.parse(token.expires_at) <= now) return <span className="text-failed">ended</span>;
  return <span title={token.expires_at.slice(0, 10)}>{formatAge(token.expires_at, now)}</span>;
}

function Bound({ token }: { token: TokenRow }) {
  const narrowed = [...token.pipelines, ...token.scanners];
  return (
    <span className="block min-w-0 py-1.5">
      <span className="block truncate" title={token.repositories.join(', ')}>
        {formatList(token.repositories, 3)}
      </span>
      {narrowed.length === 0 ? null : (
        <span className="block truncate text-12 text-faint" title={narrowed.join(', ')}>
          only {formatList(narrowed, 3)}
        </span>
      )}
    </span>
  );
}

const LastUsed = ({ token }: { token: TokenRow }) =>
  token.last_used_at === null ? <span className="text-faint">never</span> : <RelativeTime at={token.last_used_at} />;

const kindOf = (token: TokenRow): string =>
  token.role === null ? KIND[token.kind] : `${KIND[token.kind]}, ${token.role}`;

function columnsFor(mayRevoke: boolean): DataColumn<TokenRow>[] {
  const columns: DataColumn<TokenRow>[] = [
    { id: 'name', header: 'Token', cell: (row) => <Name token={row} /> },
    { id: 'kind', header: 'Kind', width: '140px', cell: (row) => <Tag>{kindOf(row)}</Tag> },
    {
      id: 'scope',
      header: 'For',
      hideBelow: 'md',
      cell: (row) => <Bound token={row} />,
    },
    { id: 'by', header: 'Made by', hideBelow: 'lg', width: '140px', cell: (row) => row.created_by ?? 'command line' },
    { id: 'used', header: 'Last used', numeric: true, width: '84px', cell: (row) => <LastUsed token={row} /> },
    { id: 'ends', header: 'Ends', numeric: true, width: '84px', cell: (row) => <Ends token={row} /> },
  ];
  if (!mayRevoke) return columns;
  const revoke = (row: TokenRow) => (row.revoked_at === null ? <RevokeToken token={row} /> : null);
  return [
    ...columns,
    { id: 'revoke', header: 'Revoke', hiddenHeader: true, width: '92px', numeric: true, cell: revoke },
  ];
}

const WITH_REVOKE = columnsFor(true);
const READ_ONLY = columnsFor(false);

function card(mayRevoke: boolean) {
  return (token: TokenRow) => (
    <div className="flex items-start justify-between gap-3">
      <div className="flex min-w-0 flex-col gap-1">
        <Name token={token} />
        <div className="text-12 text-soft">
          <Bound token={token} />
        </div>
        <p className="flex flex-wrap gap-x-3 text-12 text-soft">
          <span>{kindOf(token)}</span>
          <span>
            used <LastUsed token={token} />
          </span>
          <span>
            ends <Ends token={token} />
          </span>
        </p>
      </div>
      {mayRevoke && token.revoked_at === null ? <RevokeToken token={token} /> : null}
    </div>
  );
}

export function TokenList({ mayRevoke }: { mayRevoke: boolean }) {
  const query = useQuery(tokensQuery());
  const { data } = query;
  if (data === undefined) {
    return (
      <NotLoaded title="The tokens could not be loaded" query={query}>
        <TableSkeleton rows={3} label="Loading tokens" />
      </NotLoaded>
    );
  }
  if (data.items.length === 0) {
    return <p className="border-t py-4 text-13 text-soft">No tokens yet. CI needs one to deliver reports.</p>;
  }
  return (
    <div className="max-sm:-mx-4">
      <DataTable
        label="Tokens"
        rows={data.items}
        rowId={(row) => String(row.id)}
        columns={mayRevoke ? WITH_REVOKE : READ_ONLY}
        renderCard={card(mayRevoke)}
      />
    </div>
  );
}
