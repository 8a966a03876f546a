import { FindingSkeleton } from '#components/finding/finding-skeleton.tsx';

export default function Loading() {
  return <FindingSkeleton />;
}
