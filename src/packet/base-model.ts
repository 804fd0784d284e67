/** What a file of the packet asks of the base model before anything else. */
import missingPrerequisites from '../base/sql/missing-prerequisites.sql';
import unknownLabels from '../base/sql/unknown-labels.sql';
import unknownReferences from '../base/sql/unknown-references.sql';
import { needsLabels } from '../base/prerequisites';
import { oneStatement } from '../db/psql-text';
import type { Profile } from '../profile/profile';

/** A query of what is missing. */
export function missingText(profile: Profile): string {
	return oneStatement(missingPrerequisites).replaceAll(":'needs_labels'", `'${String(needsLabels(profile))}'`);
}

/** A query of what the profile names and the target does not know. */
export function unknownText(profile: Profile): string {
	const texts = needsLabels(profile) ? [unknownReferences, unknownLabels] : [unknownReferences];
	return texts.map((text) => `(${oneStatement(text)})`).join('\nunion all\n');
}
