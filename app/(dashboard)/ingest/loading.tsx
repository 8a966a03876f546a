import { ListSkeleton } from '#components/frame/list-skeleton.tsx';

export default function Loading() {
  return <ListSkeleton label="Loading uploads" />;
}
