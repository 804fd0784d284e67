/** Schemas of every request and answer of /axis. Their types are `src/contract`'s; screens know nothing else of them. */
export * from './acts';
export * from './changes';
export * from './comparison';
export * from './coverage';
export * from './ended';
export * from './foundation';
export * from './gate';
export * from './me';
export * from './model';
export * from './model-acts';
export * from './owners';
export { Code, Count, Fact, Instant, Meta, Reason, Sha256, Time, UnreadableRow } from './parts';
export * from './profile';
export * from './repairs';
export * from './reports';
export * from './rollout';
export * from './source';
export * from './tags';
