/** Whether a text is a UUID. PostgreSQL would refuse any other as a key, and end the transaction. */
export function isUuid(text: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
