export { default } from '#app/(dashboard)/privileges/(list)/loading.tsx';
