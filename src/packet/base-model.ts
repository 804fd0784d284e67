/** What a file of the packet asks of the base model before anything else. */
import missingPrerequisites from '../base/sql/missing-prerequisites.sql';
import { needsLabels } from '../base/prerequisites';
import { oneStatement } from '../db/psql-text';
import type { Profile } from '../profile/profile';

/** A query of what is missing. */
export function missingText(profile: Profile): string {
	return oneStatement(missingPrerequisites).replaceAll(":'needs_labels'", `'${String(needsLabels(profile))}'`);
}
