import { TodaySkeleton } from '#components/today/today-skeleton.tsx';

export default function LoadingToday() {
  return <TodaySkeleton />;
}
