/** A property of whatever value; undefined where it has none. */
export function property(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
