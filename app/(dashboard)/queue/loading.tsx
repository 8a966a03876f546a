import { QueueSkeleton } from '#components/queue/queue-skeleton.tsx';

export default function Loading() {
  return <QueueSkeleton />;
}
