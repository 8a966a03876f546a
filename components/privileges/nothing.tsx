'use client';

import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useWithin } from '#components/ui/scope.tsx';

const COMMAND = `sh collectors/collect-github.sh --dry-run acme > inventory.json
PLUMBLINE_URL=https://plumbline.example.com PLUMBLINE_TOKEN=… sh collectors/collect-github.sh acme`;

function NoInventory() {
  return (
    <EmptyState
      kind="no-scan-yet"
      title="No inventory was delivered yet"
      command={{ code: COMMAND, title: 'Look at it first, then deliver it' }}
    >
      Plumbline holds no credential of your systems. A script of yours collects who may do what, and delivers it.
    </EmptyState>
  );
}

interface NothingProps {
  /** Whether anything was chosen that could leave it out. */
  isFiltered: boolean;
  /** What is not here: "No change". */
  what: string;
  onClear: () => void;
  /** There are inventories, so that there is truly nothing. */
  isDelivered: boolean;
}

/** Why a list of privileges is empty. */
export function Nothing({ isFiltered, what, onClear, isDelivered }: NothingProps) {
  const isWithin = useWithin() !== null;
  if (isFiltered) {
    return (
      <EmptyState
        kind="filtered-out"
        title={`${what} matches these filters`}
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  // The page of a repository stands because something reports: only inventories are missing.
  if (isWithin && !isDelivered) return <NoInventory />;
  if (isDelivered) return <EmptyState kind="nothing-yet" title={`${what} in the newest inventories`} />;
  return (
    <WhyNothing
      unknown="Why there is nothing could not be read"
      promise="Inventories are reports too."
      waiting={<NoInventory />}
    >
      {() => <NoInventory />}
    </WhyNothing>
  );
}
