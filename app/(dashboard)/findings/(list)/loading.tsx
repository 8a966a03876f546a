import { ExplorerSkeleton } from '#components/finding-list/explorer-skeleton.tsx';

export default function Loading() {
  return <ExplorerSkeleton />;
}
