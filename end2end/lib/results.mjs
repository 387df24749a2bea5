// Where a run leaves what people look at afterwards: screenshots, collected pages.

import { fileURLToPath } from "node:url";

export const RESULTS = fileURLToPath(new URL("../results", import.meta.url));
