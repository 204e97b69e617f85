import { expect, test } from 'vitest';

import { offersFor } from './rules';

const manager = { id: 'm', isOperator: false };
const operator = { id: 'o', isOperator: true };
const staff = { post_id: 's', state: 'active', is_manager: false, has_account: true } as const;

test('a link is offered for a post that nobody has taken, and to nobody who has left', () => {
  const invited = { ...staff, state: 'invited', has_account: false } as const;
  expect(offersFor(invited, manager)).toEqual({
    changes: ['left'],
    link: true,
    factors: false,
    password: false,
  });
  expect(offersFor(invited, operator).link).toBe(true);
  expect(offersFor(staff, operator).link).toBe(false);
  expect(offersFor({ ...invited, state: 'left' }, operator).link).toBe(false);
});
test('a manager helps staff in again, and leaves other managers’ passwords to the operators', () => {
  const other = { ...staff, is_manager: true };
  expect(offersFor(staff, manager)).toMatchObject({ factors: true, password: true });
  expect(offersFor(other, manager)).toMatchObject({ factors: true, password: false });
  expect(offersFor(other, operator)).toMatchObject({ factors: true, password: true });
});
test('nobody is offered their own second factor or password here', () => {
  expect(offersFor({ ...staff, post_id: 'o' }, operator)).toMatchObject({ factors: false, password: false });
});
test('whoever is suspended or has left can come back', () => {
  expect(offersFor({ ...staff, state: 'suspended' }, manager).changes).toEqual(['active', 'left']);
  expect(offersFor({ ...staff, state: 'left' }, manager)).toMatchObject({
    changes: ['active'],
    factors: false,
  });
});
