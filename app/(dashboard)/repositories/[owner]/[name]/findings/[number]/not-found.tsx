export { default, metadata } from '#app/(dashboard)/findings/[id]/not-found.tsx';
