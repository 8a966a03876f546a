import { ExplorerSkeleton } from '#components/findings/explorer-skeleton.tsx';

export default function Loading() {
  return <ExplorerSkeleton />;
}
