/** What API, panels and tests share. Imports nothing but its own files. */
export * from './axis-tables';
export type * from './cells';
export * from './coverage';
export * from './csv';
export * from './dashboard';
export * from './errors';
export type * from './reports';
export * from './human-only';
export * from './lifecycle';
export * from './rollout';
export * from './routes';
export type * from './run-events';
export * from './scan';
export type * from './seal';
export * from './self-test';
export type * from './tier-text';
