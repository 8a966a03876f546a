import { FindingSkeleton } from '#components/finding-page/finding-skeleton.tsx';

export default function Loading() {
  return <FindingSkeleton />;
}
