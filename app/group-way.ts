/** The way to a group, for people to read. */

/** e.g. "(project) › website › blog"; just the name of a group that lies in no other. */
export function groupWay(path: readonly string[]): string {
	return path.join(' › ');
}
