'use client';

import { type BoundaryProps, BrokenScreen } from '#components/shell/broken-screen.tsx';

export default function ScreenError(props: BoundaryProps) {
  return <BrokenScreen {...props} />;
}
