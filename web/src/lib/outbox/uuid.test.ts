import { expect, it } from 'vitest';
import { uuidv7 } from './uuid.ts';

it('makes ids in the order of their making, also when the clock stands or goes back', () => {
  const now = Date.now();
  const ids = [
    ...Array.from({ length: 9_000 }, () => uuidv7(now)),
    uuidv7(now - 60_000),
    uuidv7(now + 60_000),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(parseInt(ids.at(-1)?.replaceAll('-', '').slice(0, 12) ?? '', 16)).toBe(now + 60_000);
});
