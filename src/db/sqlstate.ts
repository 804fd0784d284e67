/** SQLSTATEs that the code decides by. Messages are never matched. Source: PostgreSQL documentation, appendix A; AX… are ours. */
export const SQLSTATE = {
	/** Raised by the guard: an axis table was to be changed while the gate is shut. */
	gateShut: 'AX001',
	/** Raised at commit of a rehearsal. */
	rehearsalCommit: 'AX002',
	/** Raised by the run ledger's guard. */
	ledgerReadOnly: 'AX003',
	/** Raised for an object rule about what is not there. */
	ruleOfNothing: 'AX006',
	foreignKeyViolation: '23503',
	checkViolation: '23514',
	lockNotAvailable: '55P03',
	queryCanceled: '57014',
	insufficientPrivilege: '42501',
	undefinedTable: '42P01',
	undefinedColumn: '42703',
	undefinedFunction: '42883',
	invalidSchemaName: '3F000',
	deadlockDetected: '40P01',
	serializationFailure: '40001',
	dependentObjects: '2BP01',
	/** Among others: the type of a column that a view reads cannot be changed. */
	featureNotSupported: '0A000',
	duplicateTable: '42P07',
	uniqueViolation: '23505',
	internalError: 'XX000',
} as const;

/** SQLSTATE of a database error, or null when the value is none. */
export function sqlState(error: unknown): string | null {
	if (typeof error !== 'object' || error === null || !('code' in error)) return null;
	return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}
