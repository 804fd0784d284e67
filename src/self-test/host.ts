/** What the self-test uses of Directus: services, narrowed to the calls that it makes. The same on 11 and 12 but where said. */
import type { Readable } from 'node:stream';
import type { DirectusError } from '@directus/errors';
import type { Accountability, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';

type Data = Record<string, unknown>;
type Key = string | number;

export interface ServiceOptions {
	knex: Knex;
	schema: SchemaOverview;
	accountability: Accountability | null;
}

/** Nothing of what is rolled back may reach a cache or an action hook. */
export interface WriteOptions {
	emitEvents?: boolean;
	/** Thrown after the filters were asked and before anything is written. */
	preMutationError?: DirectusError;
	autoPurgeCache: false;
	autoPurgeSystemCache: false;
	bypassEmitAction: () => void;
}

interface Query {
	filter: { id: { _eq: string } };
	limit: number;
}

export interface Items {
	createOne(data: Data, options: WriteOptions): Promise<unknown>;
	createMany(data: Data[], options: WriteOptions): Promise<unknown>;
	updateOne(key: Key, data: Data, options: WriteOptions): Promise<unknown>;
	updateMany(keys: Key[], data: Data, options: WriteOptions): Promise<unknown>;
	updateByQuery(query: Query, data: Data, options: WriteOptions): Promise<unknown>;
	updateBatch(data: Data[], options: WriteOptions): Promise<unknown>;
	upsertOne(data: Data, options: WriteOptions): Promise<unknown>;
	upsertMany(data: Data[], options: WriteOptions): Promise<unknown>;
	deleteOne(key: Key, options: WriteOptions): Promise<unknown>;
	deleteMany(keys: Key[], options: WriteOptions): Promise<unknown>;
	deleteByQuery(query: Query, options: WriteOptions): Promise<unknown>;
}

interface Versions {
	verifyHash(collection: string, item: string, hash: string): Promise<{ mainHash: string }>;
	/** As 12 has it; 11 takes (version, hash, fields). */
	promote(version: string, options: { mainHash: string }): Promise<unknown>;
}

interface GraphQLSchema {
	getMutationType(): { getFields(): Record<string, { type: unknown; resolve?: unknown }> } | null | undefined;
}

interface GraphQL {
	getSchema(): Promise<GraphQLSchema>;
}

type Service<Calls> = new (options: ServiceOptions) => Calls;

export interface HostServices {
	CollectionsService: Service<object>;
	RelationsService: Service<object>;
	ItemsService: new (collection: string, options: ServiceOptions) => Items;
	FieldsService: Service<object>;
	RevisionsService: Service<{ revert(key: number): Promise<unknown> }>;
	VersionsService: Service<Versions>;
	UtilsService: Service<object>;
	ImportService: Service<{ import(collection: string, mimetype: string, stream: Readable): Promise<unknown> }>;
	GraphQLService: new (options: ServiceOptions & { scope: 'items' }) => GraphQL;
}

/** What an entry of the bundle hands over. */
export interface SelfTestHost {
	database: Knex;
	services: HostServices;
	getSchema(options: { database: Knex; bypassCache: boolean }): Promise<SchemaOverview>;
}
