import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it.each([
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  'http://127.8.8.8',
  'http://[::1]:3000',
  'http://0.0.0.0:3000',
])('knows that no other machine reaches %s', (address) => {
  expect(isLoopback(address)).toBe(true);
});

it.each([
  'https://plumbline.example.com',
  'http://localhost.example.com',
  'http://10.0.0.7:3000',
  'http://127.0.0.1.nip.io',
])('takes %s for an address that others may reach', (address) => {
  expect(isLoopback(address)).toBe(false);
});
