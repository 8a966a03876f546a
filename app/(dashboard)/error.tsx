'use client';

import type { BoundaryProps } from '#components/shell/boundary.ts';
import { BrokenScreen } from '#components/shell/broken-screen.tsx';

export default function DashboardError(props: BoundaryProps) {
  return <BrokenScreen {...props} />;
}
