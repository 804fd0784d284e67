import { leanStyles } from './scripts/lib/lean-styles.mjs';
import { textModules } from './scripts/lib/text-modules.mjs';

// SQL files, the default profile and the OpenAPI document are imported as text, so that the extension carries what people review.
export default { plugins: [textModules(), leanStyles()] };
